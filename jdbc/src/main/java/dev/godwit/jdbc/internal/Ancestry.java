package dev.godwit.jdbc.internal;

import dev.godwit.core.EntityName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How changed rows, whatever they are read from, find their unit through their parents: as the parents are now, and for
 * parents that the transaction has taken away, as they were.
 */
final class Ancestry {
    private final KeyspaceSchema schema;
    private final TableColumns table;
    private final List<Level> levels = new ArrayList<>();
    private final String rootUnit;

    /** A step from one alias to its parent's. */
    private record Level(String child, UnitColumns.Through link, String parent, String departed) {}

    Ancestry(KeyspaceSchema schema, TableColumns table) {
        this.schema = schema;
        this.table = table;
        String alias = "t";
        UnitColumns unit = table.unit();
        while (unit instanceof UnitColumns.Through link) {
            String parent = "p" + (levels.size() + 1);
            levels.add(new Level(alias, link, parent, "d" + (levels.size() + 1)));
            alias = parent;
            unit = link.parent().unit();
        }
        this.rootUnit = unit.text(alias);
    }

    /**
     * A query of unit, key, parts of the key, and whether the row is known to be nobody's: it names no parent, or one
     * without a unit. That of a row whose parent is not there yet is not known.
     *
     * @param source a table expression
     * @param condition on alias {@code t}
     */
    String rows(String source, String condition) {
        String units = levels.isEmpty()
                ? rootUnit
                : "coalesce(" + list(levels, level -> level.departed() + ".unit") + ", " + rootUnit + ")";
        String parts = table.key().columns().stream()
                .map(column -> column.text("t"))
                .collect(Collectors.joining(", ", "array[", "]"));
        return "select " + units + " collate \"C\" as unit, " + table.key().text("t") + " collate \"C\" as key, "
                + parts
                + " as parts, " + units + " is null and " + nobodys(0) + " as nameless from " + source + " t"
                + joins(levels.size())
                + " where " + condition;
    }

    /** Of a row without a unit, that this is not for want of an ancestor that may still come. */
    private String nobodys(int from) {
        if (from == levels.size()) {
            return "true";
        }
        Level level = levels.get(from);
        return "(" + level.link().missing(level.child()) + " or " + level.departed() + ".xid is not null or "
                + keyOf(level) + " is not null and " + nobodys(from + 1) + ")";
    }

    /** Statements that take the shared locks of the ancestors, from the nearest to the farthest. */
    String locks(List<String> sources, String condition) {
        StringBuilder statements = new StringBuilder();
        for (int i = 0; i < levels.size(); i++) {
            Level level = levels.get(i);
            int before = i;
            String keys = sources.stream()
                    .map(source -> "select " + Tuples.text(level.link().columns(), level.child()) + " from " + source
                            + " t" + joins(before) + " where " + condition)
                    .collect(Collectors.joining(" union "));
            statements
                    .append("    perform ${schema}.lock_parents(")
                    .append(Identifiers.literal(parentName(level).value()))
                    .append(", array(")
                    .append(keys)
                    .append("), false);\n    if old_snapshot then\n");
            for (String source : sources) {
                statements
                        .append("        perform from ")
                        .append(level.link().parent().table())
                        .append(' ')
                        .append(level.parent())
                        .append(" where exists (select from ")
                        .append(source)
                        .append(" t")
                        .append(joins(before))
                        .append(" where ")
                        .append(condition)
                        .append(" and ")
                        .append(level.link().joined(level.child(), level.parent()))
                        .append(") for share of ")
                        .append(level.parent())
                        .append(";\n");
            }
            statements.append("    end if;\n");
        }
        return statements.toString().replace("${schema}", Identifiers.quote(schema.name()));
    }

    private String joins(int count) {
        return IntStream.range(0, count)
                .mapToObj(levels::get)
                .map(level -> " left join " + level.link().parent().table() + " " + level.parent() + " on "
                        + level.link().joined(level.child(), level.parent()) + " left join "
                        + schema.qualified("departed") + " " + level.departed() + " on " + absent(level)
                        + level.departed() + ".xid = pg_current_xact_id() and " + level.departed() + ".entity = "
                        + Identifiers.literal(parentName(level).value()) + " and " + level.departed() + ".key = "
                        + Tuples.text(level.link().columns(), level.child()) + " collate \"C\"")
                .collect(Collectors.joining());
    }

    private static String absent(Level level) {
        return keyOf(level) + " is null and ";
    }

    private static String keyOf(Level level) {
        return level.link().parent().key().columns().getFirst().of(level.parent());
    }

    private static EntityName parentName(Level level) {
        return level.link().parent().entity().name();
    }

    private static String list(List<Level> levels, Function<Level, String> form) {
        return levels.stream().map(form).collect(Collectors.joining(", "));
    }
}
