package dev.godwit.core;

import java.util.List;

/**
 * A foreign key between two entities of a keyspace: a row that has these columns, none of them NULL, can only be where
 * its parent is.
 *
 * @param parent whose rows are pointed to
 * @param columns of the child, in the order of the parent's {@link Entity#key() key}
 */
public record ParentLink(EntityName parent, List<String> columns) {
    public ParentLink {
        columns = List.copyOf(columns);
    }
}
