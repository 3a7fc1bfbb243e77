package dev.godwit.core;

import java.util.List;

/**
 * How the rows of an entity travel between two stores: the columns in one agreed order, each in the type that the
 * receiving store has.
 *
 * @param columns in the order in which values travel; the key and the unit column are among them
 */
public record RowShape(Entity entity, List<Column> columns) {
    /**
     * One column on its way.
     *
     * @param name the same in both stores
     * @param type the type of the column where it arrives, as that database spells it
     */
    public record Column(String name, String type) {}

    public RowShape {
        columns = List.copyOf(columns);
    }
}
