package dev.godwit.jdbc.internal;

import dev.godwit.core.Entity;
import dev.godwit.core.StoreName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is installed for one entity in one store: the names of its functions, triggers and views. */
record EntityObjects(KeyspaceSchema schema, StoreName store, Entity entity, Descent descent) {
    private static final SqlScript BEHIND_THE_TABLE = SqlScript.load("postgres-entity.sql");
    private static final SqlScript ON_THE_TABLE = SqlScript.load("postgres-triggers.sql");
    private static final SqlScript ON_A_PARENT = SqlScript.load("postgres-parent-triggers.sql");
    private static final List<String> EVENTS = List.of("insert", "update", "delete", "truncate");
    private static final List<String> EVENTS_OF_PARENTS = List.of("leave", "rename", "family_insert", "family_update");

    String table() {
        return Identifiers.quoteTable(entity.tableIn(store));
    }

    /** The bare names of the triggers on the table. */
    List<String> triggers() {
        List<String> names = new ArrayList<>(EVENTS);
        if (descent.isParent(entity)) {
            names.addAll(EVENTS_OF_PARENTS);
        }
        return names.stream().map(this::trigger).toList();
    }

    /** The bare name of the trigger that each partition has as well. */
    String truncateTrigger() {
        return trigger("truncate");
    }

    /** Functions and views: what is made without a lock on the table that anybody would notice. */
    List<String> statementsBehindTheTable(TableColumns columns, QuietTriggers quiet) {
        List<String> statements = new ArrayList<>(new CaptureFunctions(this, columns, quiet).statements());
        Map<String, String> values = new HashMap<>(values());
        values.put("joins", columns.unit().joins("t"));
        String unit = columns.unit().joinedText("t");
        values.put("unit", unit);
        values.put("by_default", byDefault(unit));
        statements.addAll(BEHIND_THE_TABLE.statements(values));
        return statements;
    }

    private String byDefault(String unit) {
        String row = " from " + schema.defaultFence() + " d)";
        return "case when " + unit + " is null then (select d.keeps_rows_without_unit" + row
                + " else (select d.role = 'HOME'" + row + " end";
    }

    List<String> statementsOnTheTable(TableColumns columns) {
        Map<String, String> values = new HashMap<>(values());
        values.put("each", columns.partitioned() ? "row" : "statement");
        values.put("referencing_old", referencing(columns, "old table as old_rows"));
        values.put("referencing_new", referencing(columns, "new table as new_rows"));
        values.put("referencing_both", referencing(columns, "old table as old_rows new table as new_rows"));
        values.put("old_key", Tuples.row(columns.key().columns(), column -> column.of("old")));
        values.put("new_key", Tuples.row(columns.key().columns(), column -> column.of("new")));
        List<String> statements = new ArrayList<>(ON_THE_TABLE.statements(values));
        if (descent.isParent(entity)) {
            statements.addAll(ON_A_PARENT.statements(values));
        }
        for (String partition : columns.partitions().orElse(List.of())) {
            statements.add("create or replace trigger " + values.get("truncate_trigger") + " before truncate on "
                    + partition + " for each statement execute function " + schema.qualified("refuse_truncate") + "()");
            statements.add("alter table " + partition + " enable always trigger " + values.get("truncate_trigger"));
        }
        return statements;
    }

    private static String referencing(TableColumns columns, String tables) {
        return columns.partitioned() ? "" : "\n    referencing " + tables;
    }

    private Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        values.put("schema", Identifiers.quote(schema.name()));
        values.put("table", table());
        values.put("home_view", Identifiers.quote(schema.homeView(entity.name())));
        values.put("rest_view", Identifiers.quote(schema.restView(entity.name())));
        values.put("chosen_view", Identifiers.quote(schema.chosenView(entity.name())));
        values.put("units_setting", Identifiers.literal(schema.unitsSetting()));
        for (String event : EVENTS) {
            values.put("on_" + event, function(event));
            values.put(event + "_trigger", Identifiers.quote(trigger(event)));
        }
        for (String event : EVENTS_OF_PARENTS) {
            values.put("on_" + event, function(event));
            values.put(event + "_trigger", Identifiers.quote(trigger(event)));
        }
        return values;
    }

    String function(String event) {
        return Identifiers.quote("on_" + event + "_" + entity.name().value());
    }

    /** A table may belong to several keyspaces, so the keyspace is part of the name. */
    private String trigger(String event) {
        return schema.name() + "_" + event;
    }
}
