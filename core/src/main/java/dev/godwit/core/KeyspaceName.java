package dev.godwit.core;

/**
 * The name of a keyspace: the entities whose rows move together, with the placements of their units.
 *
 * @param value 1 to 40 characters: a lower-case letter, then lower-case letters, digits, {@code -} or {@code _}
 * @throws GodwitException with {@link ErrorCode#INVALID_NAME} when the value has another form
 */
public record KeyspaceName(String value) implements Comparable<KeyspaceName> {
    public KeyspaceName {
        Names.requireValid("keyspace", value);
    }

    @Override
    public int compareTo(KeyspaceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
