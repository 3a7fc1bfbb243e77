package dev.godwit.core;

/** A secret that can't be printed by accident. */
public final class Secret {
    private final String value;
    private final String reference;

    /**
     * A secret that was found.
     *
     * @param reference where it came from, such as {@code env:NOTES_PASSWORD}; this is what is printed
     */
    public Secret(String value, String reference) {
        this.value = value;
        this.reference = reference;
    }

    /** The secret itself, for the one who opens the connection. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return reference;
    }
}
