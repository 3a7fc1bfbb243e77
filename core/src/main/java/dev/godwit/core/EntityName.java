package dev.godwit.core;

/**
 * The name of an entity: one table of a keyspace, under the name that is the same in every store.
 *
 * @param value 1 to 40 characters: a lower-case letter, then lower-case letters, digits, {@code -} or {@code _}
 * @throws GodwitException with {@link ErrorCode#INVALID_NAME} when the value has another form
 */
public record EntityName(String value) implements Comparable<EntityName> {
    public EntityName {
        Names.requireValid("entity", value);
    }

    @Override
    public int compareTo(EntityName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
