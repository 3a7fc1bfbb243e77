package dev.godwit.jdbc.internal;

import dev.godwit.core.Entity;
import dev.godwit.core.StoreName;
import java.util.ArrayList;
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
    List<String> statementsBehindTheTable() {
        List<String> statements = new ArrayList<>();
        statements.addAll(capture("insert", rowsOf("new_rows"), false));
        statements.addAll(capture("update", rowsOf("old_rows") + " union all " + rowsOf("new_rows"), false));
        statements.addAll(capture("delete", rowsOf("old_rows"), true));
        statements.addAll(BEHIND_THE_TABLE.statements(values()));
        return statements;
    }

    List<String> statementsOnTheTable() {
        return ON_THE_TABLE.statements(values());
    }

    private List<String> capture(String event, String rows, boolean removal) {
        return CAPTURE.statements(Map.of(
                "schema", Identifiers.quote(schema.name()),
                "function", function(event),
                "rows", rows,
                "keyspace", Identifiers.literal(schema.keyspace().value()),
                "setting", Identifiers.literal(schema.moverSetting()),
                "entity", Identifiers.literal(entity.name().value()),
                "removal", Boolean.toString(removal)));
    }

    /** Unit and key as text that is compared byte by byte, whatever the collation of their columns is. */
    private String rowsOf(String transitionTable) {
        return "select " + Identifiers.quote(entity.unit().columns().getFirst()) + "::text collate \"C\" as unit, "
                + Identifiers.quote(entity.key().getFirst()) + "::text collate \"C\" as key from " + transitionTable;
    }

    private Map<String, String> values() {
        return Map.ofEntries(
                Map.entry("schema", Identifiers.quote(schema.name())),
                Map.entry("table", table()),
                Map.entry("unit", Identifiers.quote(entity.unit().columns().getFirst())),
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
