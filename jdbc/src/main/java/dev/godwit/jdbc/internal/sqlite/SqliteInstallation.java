package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.Keyspace;
import dev.godwit.core.Role;
import dev.godwit.core.Store.Artefacts;
import dev.godwit.jdbc.internal.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Installs and removes what Godwit keeps in a file, each in one transaction. Thread-safe. */
final class SqliteInstallation {
    private final Keyspace keyspace;
    private final StoreObjects objects;
    private final EntityTables tables;
    private final SqliteTransactions transactions;

    SqliteInstallation(Keyspace keyspace, StoreObjects objects, EntityTables tables, SqliteTransactions transactions) {
        this.keyspace = keyspace;
        this.objects = objects;
        this.tables = tables;
        this.transactions = transactions;
    }

    void install(Role defaultRole) {
        transactions.write(SqliteTransactions.SHORT, sql -> {
            for (String statement : schema(sql).statements(defaultRole)) {
                sql.run(statement);
            }
            return defaultRole;
        });
    }

    List<String> statements(Role defaultRole) {
        return transactions.read(sql -> schema(sql).statements(defaultRole));
    }

    boolean installed() {
        return transactions.read(this::installed);
    }

    boolean installed(Sql sql) throws SQLException {
        if (!exists(sql, "table", objects.defaultFenceName())) {
            return false;
        }
        StoreSchema schema = schema(sql);
        for (EntityTable table : schema.tables().values()) {
            for (String trigger : schema.triggers(table).names()) {
                if (!exists(sql, "trigger", trigger)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Triggers of a file can't be switched off, only dropped. */
    Artefacts artefacts() {
        return transactions.read(sql -> {
            List<String> present = sql.query(
                    "select type || ' ' || name || case when type = 'trigger' then ' on ' || tbl_name else '' end"
                            + " from sqlite_master where substr(name, 1, length(?1)) = ?1 order by type, name",
                    row -> row.getString(1),
                    objects.prefix());
            if (present.isEmpty()) {
                return new Artefacts(present, List.of(), List.of());
            }
            List<String> missing = new ArrayList<>();
            if (!exists(sql, "table", objects.defaultFenceName())) {
                missing.add("table " + objects.defaultFenceName());
            }
            for (Map.Entry<EntityTable, List<String>> table : triggers(sql).entrySet()) {
                for (String trigger : table.getValue()) {
                    if (!exists(sql, "trigger", trigger)) {
                        missing.add(
                                "trigger " + trigger + " on " + table.getKey().bareName());
                    }
                }
            }
            return new Artefacts(present, missing, List.of());
        });
    }

    private Map<EntityTable, List<String>> triggers(Sql sql) throws SQLException {
        StoreSchema schema = schema(sql);
        Map<EntityTable, List<String>> triggers = new LinkedHashMap<>();
        schema.tables()
                .values()
                .forEach(table -> triggers.put(table, schema.triggers(table).names()));
        return triggers;
    }

    /** Also what belongs to entities that are in the plan no more. Triggers first, for they name the tables. */
    void uninstall() {
        transactions.write(SqliteTransactions.SHORT, sql -> {
            List<String> drops = new ArrayList<>();
            for (String type : List.of("trigger", "view", "table")) {
                sql.query(
                                "select name from sqlite_master where type = ? and substr(name, 1, length(?2)) = ?2",
                                row -> row.getString(1),
                                type,
                                objects.prefix())
                        .forEach(name -> drops.add("drop " + type + " " + Identifiers.quote(name)));
            }
            for (String drop : drops) {
                sql.run(drop);
            }
            return drops;
        });
    }

    private StoreSchema schema(Sql sql) throws SQLException {
        return new StoreSchema(objects, keyspace, tables.read(sql));
    }

    private static boolean exists(Sql sql, String type, String name) throws SQLException {
        return sql.holds("select exists (select 1 from sqlite_master where type = ? and name = ?)", type, name);
    }
}
