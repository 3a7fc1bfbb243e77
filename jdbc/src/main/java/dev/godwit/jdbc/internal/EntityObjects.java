package dev.godwit.jdbc.internal;

import dev.godwit.core.Entity;
import dev.godwit.core.StoreName;
import java.util.List;
import java.util.Map;

/** What is installed for one entity in one store: the names of its functions, triggers and view. */
record EntityObjects(KeyspaceSchema schema, StoreName store, Entity entity) {
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
        return BEHIND_THE_TABLE.statements(values());
    }

    List<String> statementsOnTheTable() {
        return ON_THE_TABLE.statements(values());
    }

    private Map<String, String> values() {
        return Map.ofEntries(
                Map.entry("schema", Identifiers.quote(schema.name())),
                Map.entry("table", table()),
                Map.entry("unit", Identifiers.quote(entity.unitColumn())),
                Map.entry("key", Identifiers.quote(entity.keyColumn())),
                Map.entry("entity", Identifiers.literal(entity.name().value())),
                Map.entry("home_view", Identifiers.quote(schema.homeView(entity.name()))),
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
