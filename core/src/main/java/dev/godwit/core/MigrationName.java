package dev.godwit.core;

/**
 * The name of a migration: a durable workflow that takes data from an initial to a final state.
 *
 * @param value 1 to 40 characters: a lower-case letter, then lower-case letters, digits, {@code -} or {@code _}
 * @throws GodwitException with {@link ErrorCode#INVALID_NAME} when the value has another form
 */
public record MigrationName(String value) implements Comparable<MigrationName> {
    public MigrationName {
        Names.requireValid("migration", value);
    }

    @Override
    public int compareTo(MigrationName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
