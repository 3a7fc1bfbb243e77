package dev.godwit.core;

/**
 * The name of a wave: an ordered group of units that move together.
 *
 * @param value 1 to 40 characters: a lower-case letter, then lower-case letters, digits, {@code -} or {@code _}
 * @throws GodwitException with {@link ErrorCode#INVALID_NAME} when the value has another form
 */
public record WaveName(String value) implements Comparable<WaveName> {
    public WaveName {
        Names.requireValid("wave", value);
    }

    @Override
    public int compareTo(WaveName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
