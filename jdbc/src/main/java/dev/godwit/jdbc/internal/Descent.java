package dev.godwit.jdbc.internal;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.UnitRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The entities that reach their unit through one entity, directly or further down. */
record Descent(Keyspace keyspace, KeyspaceSchema schema, TableCatalog catalog) {
    /** Whether rows of others reach their unit through rows of this entity. */
    boolean isParent(Entity entity) {
        return !childrenOf(entity.name()).isEmpty();
    }

    private List<Entity> childrenOf(EntityName parent) {
        return keyspace.entities().stream()
                .filter(entity -> entity.unit() instanceof UnitRule.Through rule
                        && rule.parent().equals(parent))
                .toList();
    }

    /**
     * Statements that mark all rows below keys whose unit has changed.
     *
     * @param changed a query of the key's columns as {@code key1} and so on, and of the unit {@code before} and
     *     {@code after}
     */
    String marks(TableColumns parent, String changed) {
        List<String> statements = new ArrayList<>();
        below(
                parent,
                "c",
                IntStream.rangeClosed(1, parent.key().columns().size())
                        .mapToObj(i -> "key" + i)
                        .toList(),
                "",
                statements);
        return statements.stream()
                .map(joined -> joined.replace("${changed}", changed))
                .collect(Collectors.joining("\n"));
    }

    private void below(TableColumns parent, String alias, List<String> key, String joins, List<String> statements) {
        for (Entity child : childrenOf(parent.entity().name())) {
            catalog.with(child, columns -> {
                String next = alias + "c";
                List<TypedColumn> pointing = columns.unit().columns();
                String joined = joins + " join " + columns.table() + " " + next + " on "
                        + IntStream.range(0, key.size())
                                .mapToObj(i -> pointing.get(i).of(next) + " = " + alias + "." + key.get(i))
                                .collect(Collectors.joining(" and "));
                statements.add("        insert into " + schema.marks() + " (unit, entity, key) select distinct u.unit, "
                        + Identifiers.literal(child.name().value()) + ", "
                        + columns.key().text(next) + " from (${changed}) c" + joined
                        + " cross join lateral (values (c.before), (c.after)) u (unit)"
                        + " where u.unit = any (marked);");
                List<String> keyOfChild = columns.key().columns().stream()
                        .map(column -> Identifiers.quote(column.name()))
                        .toList();
                below(columns, next, keyOfChild, joined, statements);
                return joined;
            });
        }
    }
}
