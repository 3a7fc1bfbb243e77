package dev.godwit.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
        /**
         * Between stores of the same kind too, but some values are {@link Content.Converted converted} on their way; the
         * others are what they are in the receiver's type.
         */
        CONVERTED,
        /** As {@link PortableRows}, which every store understands. */
        PORTABLE
    }

    /**
     * One column on its way.
     *
     * @param name as the plan calls it; see {@link Entity#columnIn}
     * @param type the type of the column where it arrives, as that database spells it
     * @param kind what a value is, which decides its portable text; where it arrives, if it is converted
     * @param content where the values come from
     */
    public record Column(String name, String type, ValueKind kind, Content content) {
        /** A column that is carried as it is. */
        public Column(String name, String type, ValueKind kind) {
            this(name, type, kind, Content.CARRIED);
        }

        /** A column whose values are only ever sent to a store of the same kind. */
        public Column(String name, String type) {
            this(name, type, ValueKind.OTHER);
        }
    }

    /** Where the values of a column come from. */
    public sealed interface Content {
        Content CARRIED = new Carried();

        /** They are the sender's. */
        record Carried() implements Content {}

        /**
         * The sender makes them of its own. Whatever it reads, compares or hashes is what comes out.
         *
         * @param sender who converts; to the receiver the column is like any other
         * @param kind what the sender's own values are
         */
        record Converted(StoreName sender, ValueKind kind, Conversion conversion) implements Content {}

        /**
         * Each row gets this one when it is brought; the sender has no such column. A row that is there already keeps what it
         * has, so they are not compared.
         *
         * @param text the value's
         */
        record Constant(String text) implements Content {}
    }

    /** From one portable text to another. */
    @FunctionalInterface
    public interface Conversion {
        /** @throws GodwitException with {@link ErrorCode#TRANSFORM_WRONG} when it can't */
        @Nullable
        String of(@Nullable String text);
    }

    public RowShape {
        columns = List.copyOf(columns);
        parents = List.copyOf(parents);
    }

    /** A shape for stores of the same kind, of rows that point to no others. */
    public RowShape(Entity entity, List<Column> columns) {
        this(entity, Form.NATIVE, columns, List.of());
    }

    /** The columns whose values both stores must agree on. */
    public List<Column> compared() {
        return columns.stream()
                .filter(column -> !(column.content() instanceof Content.Constant))
                .toList();
    }

    /** Whether rows point to other rows of the same table. */
    public boolean pointsToItself() {
        return parents.stream().anyMatch(link -> link.parent().equals(entity.name()));
    }
}
