package dev.godwit.jdbc.internal;

import dev.godwit.core.Entity;
import dev.godwit.core.StoreName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is installed for one entity in one store: the names of its functions, triggers and view. */
record EntityObjects(KeyspaceSchema schema, StoreName store, Entity entity) {
    private static final SqlScript CAPTURE = SqlScript.load("postgres-capture.sql");
    private static final SqlScript BEHIND_THE_TABLE = SqlScript.load("postgres-entity.sql");
    private static final SqlScript ON_THE_TABLE = SqlScript.load("postgres-triggers.sql");
    private static final List<String> EVENTS = List.of("insert", "update", "delete", "truncate");

    String table() {
        return Identifiers.quoteTable(entity.tableIn(store));
    }

    /** The bare names of the triggers on the table. */
    List<String> triggers() {
        return EVENTS.stream().map(this::trigger).toList();
    }

    /** Functions and view: what is made without a lock on the table that anybody would notice. */
    List<String> statementsBehindTheTable(TableColumns columns) {
        String before = rowsOf(columns, "old_rows");
        String after = rowsOf(columns, "new_rows");
        List<String> statements = new ArrayList<>();
        statements.addAll(capture("insert", columns, after, false));
        statements.addAll(capture("update", columns, before + " union all " + after, false));
        statements.addAll(capture("delete", columns, before, true));
        Map<String, String> values = new HashMap<>(values());
        values.put("unit", columns.unit().text("t"));
        statements.addAll(BEHIND_THE_TABLE.statements(values));
        return statements;
    }

    List<String> statementsOnTheTable() {
        return ON_THE_TABLE.statements(values());
    }

    private List<String> capture(String event, TableColumns columns, String rows, boolean removal) {
        return CAPTURE.statements(Map.of(
                "schema", Identifiers.quote(schema.name()),
                "function", function(event),
                "rows", rows,
                "settings", settings(columns),
                "keyspace", Identifiers.literal(schema.keyspace().value()),
                "setting", Identifiers.literal(schema.moverSetting()),
                "entity", Identifiers.literal(entity.name().value()),
                "removal", Boolean.toString(removal)));
    }

    /** Unit and key as text that is compared byte by byte, whatever the collation of their columns is. */
    private static String rowsOf(TableColumns columns, String transitionTable) {
        return "select " + columns.unit().text("t") + " collate \"C\" as unit, "
                + columns.key().text("t") + " collate \"C\" as key from " + transitionTable + " t";
    }

    /** What the function says of the session's settings, where the text of a key depends on them. */
    private static String settings(TableColumns columns) {
        return columns.key().columns().stream().anyMatch(column -> column.type().dependsOnSettings())
                ? " set DateStyle = 'ISO, YMD' set TimeZone = 'UTC'"
                : "";
    }

    private Map<String, String> values() {
        return Map.ofEntries(
                Map.entry("schema", Identifiers.quote(schema.name())),
                Map.entry("table", table()),
                Map.entry("home_view", Identifiers.quote(schema.homeView(entity.name()))),
                Map.entry("rest_view", Identifiers.quote(schema.restView(entity.name()))),
                Map.entry("chosen_view", Identifiers.quote(schema.chosenView(entity.name()))),
                Map.entry("units_setting", Identifiers.literal(schema.unitsSetting())),
                Map.entry("on_insert", function("insert")),
                Map.entry("on_update", function("update")),
                Map.entry("on_delete", function("delete")),
                Map.entry("insert_trigger", Identifiers.quote(trigger("insert"))),
                Map.entry("update_trigger", Identifiers.quote(trigger("update"))),
                Map.entry("delete_trigger", Identifiers.quote(trigger("delete"))),
                Map.entry("truncate_trigger", Identifiers.quote(trigger("truncate"))));
    }

    private String function(String event) {
        return Identifiers.quote("on_" + event + "_" + entity.name().value());
    }

    /** A table may belong to several keyspaces, so the keyspace is part of the name. */
    private String trigger(String event) {
        return schema.name() + "_" + event;
    }
}
