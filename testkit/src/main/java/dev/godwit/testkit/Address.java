package dev.godwit.testkit;

import dev.godwit.core.EntityName;
import dev.godwit.core.Key;
import dev.godwit.core.UnitId;

/** Where a record lies in a {@link MemoryDatabase}: a table and a key that sorts as text, which is the order of keys. */
public record Address(String table, String key) implements Comparable<Address> {
    static final String FENCES = "fence";
    static final String MARKS = "marks";
    static final String CURSORS = "copy_cursor";
    static final Address DEFAULT = new Address("default_fence", "");

    static Address fence(UnitId unit) {
        return new Address(FENCES, unit.value());
    }

    static Address mark(long number) {
        return new Address(MARKS, "%012d".formatted(number));
    }

    static Address cursor(UnitId unit, EntityName entity) {
        return new Address(CURSORS, unit.value() + "/" + entity.value());
    }

    public static Address row(EntityName entity, Key key) {
        return new Address(table(entity), key.text());
    }

    static String table(EntityName entity) {
        return "entity " + entity.value();
    }

    @Override
    public int compareTo(Address other) {
        int byTable = table.compareTo(other.table);
        return byTable != 0 ? byTable : key.compareTo(other.key);
    }
}
