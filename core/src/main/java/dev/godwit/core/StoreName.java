package dev.godwit.core;

/**
 * The name of a store: a database plus a schema that holds rows, such as {@code legacy} or {@code shard-2}.
 *
 * @param value 1 to 40 characters: a lower-case letter, then lower-case letters, digits, {@code -} or {@code _}
 * @throws GodwitException with {@link ErrorCode#INVALID_NAME} when the value has another form
 */
public record StoreName(String value) implements Comparable<StoreName> {
    public StoreName {
        Names.requireValid("store", value);
    }

    @Override
    public int compareTo(StoreName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
