package dev.godwit.core;

import java.util.List;

/**
 * How the rows of an entity travel between two stores: the columns in one agreed order, each in the type that the
 * receiving store has.
 *
 * @param form whether both stores are of one kind
 * @param columns in the order in which values travel; those of the key and of the unit are among them
 * @param parents foreign keys that the receiving store enforces on these rows
 */
public record RowShape(Entity entity, Form form, List<Column> columns, List<ParentLink> parents) {
    /** In what a row travels. */
    public enum Form {
        /** In whatever the database reads and writes fastest; both stores are of the same kind. */
        NATIVE,
        /** As {@link PortableRows}, which every store understands. */
        PORTABLE
    }

    /**
     * One column on its way.
     *
     * @param name as the plan calls it; see {@link Entity#columnIn}
     * @param type the type of the column where it arrives, as that database spells it
     * @param kind what a value is, which decides its portable text
     */
    public record Column(String name, String type, ValueKind kind) {
        /** A column whose values are only ever sent to a store of the same kind. */
        public Column(String name, String type) {
            this(name, type, ValueKind.OTHER);
        }
    }

    public RowShape {
        columns = List.copyOf(columns);
        parents = List.copyOf(parents);
    }

    /** A shape for stores of the same kind, of rows that point to no others. */
    public RowShape(Entity entity, List<Column> columns) {
        this(entity, Form.NATIVE, columns, List.of());
    }

    /** Whether rows point to other rows of the same table. */
    public boolean pointsToItself() {
        return parents.stream().anyMatch(link -> link.parent().equals(entity.name()));
    }
}
