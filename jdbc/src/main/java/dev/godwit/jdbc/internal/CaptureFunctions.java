package dev.godwit.jdbc.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The trigger functions of one entity: which rows a write has changed, and how these find their unit. */
record CaptureFunctions(EntityObjects objects, TableColumns columns, QuietTriggers quiet) {
    private static final SqlScript CAPTURE = SqlScript.load("postgres-capture.sql");
    private static final SqlScript CAPTURE_OF_CHILDREN = SqlScript.load("postgres-capture-child.sql");
    private static final SqlScript SETTLE = SqlScript.load("postgres-settle.sql");
    private static final SqlScript PARENT = SqlScript.load("postgres-parent.sql");

    List<String> statements() {
        List<String> statements = new ArrayList<>();
        statements.addAll(capture("insert", List.of(newRows()), false));
        statements.addAll(capture("update", List.of(oldRows(), newRows()), false));
        statements.addAll(capture("delete", List.of(oldRows()), true));
        if (isChild()) {
            statements.addAll(settling());
        }
        if (objects.descent().isParent(objects.entity())) {
            statements.addAll(ofParent());
        }
        return statements;
    }

    private boolean isChild() {
        return columns.unit() instanceof UnitColumns.Through;
    }

    private Ancestry ancestry() {
        return new Ancestry(objects.schema(), columns);
    }

    private List<String> capture(String event, List<String> sources, boolean removal) {
        Map<String, String> values = values();
        values.put("function", objects.function(event));
        values.put("removal", Boolean.toString(removal));
        values.put("orphans", orphans(sources));
        values.put("rows", sources.stream().map(this::rows).collect(Collectors.joining(" union all ")));
        if (isChild()) {
            values.put("locks", ancestry().locks(sources, "true"));
            return CAPTURE_OF_CHILDREN.statements(values);
        }
        return CAPTURE.statements(values);
    }

    private String orphans(List<String> sources) {
        return (sources.contains(newRows()) ? quiet.checksOfWritten(objects.schema(), columns.table(), newRows()) : "")
                + (sources.contains(oldRows())
                        ? quiet.checksOfRemoved(objects.schema(), columns.table(), oldRows())
                        : "");
    }

    /** Unit and key as text that is compared byte by byte, whatever the collation of their columns is. */
    private String rows(String source) {
        return isChild()
                ? ancestry().rows(source, "true")
                : "select " + columns.unit().text("t") + " collate \"C\" as unit, "
                        + columns.key().text("t") + " collate \"C\" as key from " + source + " t";
    }

    private List<String> settling() {
        String wanted = IntStream.range(0, columns.key().columns().size())
                .mapToObj(i -> columns.key().columns().get(i).of("t") + " = "
                        + columns.key().columns().get(i).cast("wanted[" + (i + 1) + "]"))
                .collect(Collectors.joining(" and "));
        Map<String, String> values = values();
        values.put(
                "settle", Identifiers.quote("settle_" + objects.entity().name().value()));
        values.put("locks", ancestry().locks(List.of(columns.table()), wanted));
        values.put("rows", ancestry().rows(columns.table(), wanted));
        return SETTLE.statements(values);
    }

    private List<String> ofParent() {
        Map<String, String> values = values();
        values.put("on_leave", objects.function("leave"));
        values.put("on_family_insert", objects.function("family_insert"));
        values.put("on_family_update", objects.function("family_update"));
        values.put("family_changed", objects.function("family_changed"));
        values.put("leave_locks", ancestry().locks(List.of("(select old.*)"), "true"));
        values.put("left_row", rows("(select old.*)"));
        String changed = changed() + " union " + appeared();
        values.put("appeared", appeared());
        values.put("changed", changed);
        values.put("mark_after_insert", objects.descent().marks(columns, appeared()));
        values.put("mark_after_update", objects.descent().marks(columns, changed));
        return PARENT.statements(values);
    }

    /** Rows that kept their key and have another unit now. */
    private String changed() {
        return "select " + key("n") + ", n.key, o.unit as before, n.unit as after from (" + withKey(newRows())
                + ") n join (" + rows(oldRows()) + ") o on o.key = n.key where o.unit is distinct from n.unit";
    }

    /** Rows whose key was that of another row before, in the same transaction. */
    private String appeared() {
        return "select " + key("n") + ", n.key, d.unit as before, n.unit as after from (" + withKey(newRows())
                + ") n join " + objects.schema().qualified("departed") + " d on d.xid = pg_current_xact_id()"
                + " and d.entity = "
                + Identifiers.literal(objects.entity().name().value())
                + " and d.key = n.key where d.unit is distinct from n.unit";
    }

    /** Unit, key and the key's columns. */
    private String withKey(String source) {
        String typed = IntStream.range(0, columns.key().columns().size())
                .mapToObj(i -> columns.key().columns().get(i).of("t") + " as key" + (i + 1))
                .collect(Collectors.joining(", "));
        return rows(source).replaceFirst("select ", "select " + typed.replace("$", "\\$") + ", ");
    }

    private String key(String alias) {
        return IntStream.rangeClosed(1, columns.key().columns().size())
                .mapToObj(i -> alias + ".key" + i)
                .collect(Collectors.joining(", "));
    }

    private String oldRows() {
        return columns.partitioned() ? "(select old.*)" : "old_rows";
    }

    private String newRows() {
        return columns.partitioned() ? "(select new.*)" : "new_rows";
    }

    private Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        values.put("schema", Identifiers.quote(objects.schema().name()));
        values.put("settings", settings());
        values.put("keyspace", Identifiers.literal(objects.schema().keyspace().value()));
        values.put("setting", Identifiers.literal(objects.schema().moverSetting()));
        values.put("entity", Identifiers.literal(objects.entity().name().value()));
        return values;
    }

    /** What the functions say of the session's settings, where the text of a key depends on them. */
    private String settings() {
        return Stream.concat(columns.key().columns().stream(), columns.unit().columns().stream())
                        .anyMatch(column -> column.type().dependsOnSettings())
                ? " set DateStyle = 'ISO, YMD' set TimeZone = 'UTC'"
                : "";
    }
}
