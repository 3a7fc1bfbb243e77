package dev.godwit.engine.preflight;

import dev.godwit.core.Dialect;
import dev.godwit.core.EntityName;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.core.StoreFacts.ForeignKeyFacts;
import dev.godwit.core.StoreFacts.IndexFacts;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.StoreFacts.TriggerFacts;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.ValueKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Facts of a sound store, in which a test breaks one thing. */
final class Facts {
    static final EntityName NOTE = new EntityName("note");

    String database = "db";
    Dialect dialect = Dialect.POSTGRESQL;
    int version = 18_00_00;
    boolean standby;
    Optional<TableFacts> table;
    /** Tables of other entities. */
    Map<EntityName, TableFacts> others = Map.of();

    List<String> missingRights = List.of();
    List<String> preparedTransactions = List.of();
    List<String> longTransactions = List.of();
    List<String> standbys = List.of();
    List<String> unfit = List.of();
    List<String> strays = List.of();
    boolean installed;
    private final StoreName store;

    private Facts(String store) {
        this.store = new StoreName(store);
        this.database = store + "-db";
        this.table = Optional.of(new Table().build());
    }

    /** A store with the table {@code notes(id uuid, creator text, body text)}, changed by the test. */
    static StoreFacts of(String store, Consumer<Facts> change) {
        Facts facts = new Facts(store);
        change.accept(facts);
        return facts.build();
    }

    static StoreFacts of(String store) {
        return of(store, facts -> {});
    }

    /** A store whose table was changed by the test. */
    static StoreFacts withTable(String store, Consumer<Table> change) {
        return of(store, facts -> {
            Table table = new Table();
            change.accept(table);
            facts.table = Optional.of(table.build());
        });
    }

    private Map<EntityName, TableFacts> tables() {
        Map<EntityName, TableFacts> tables = new HashMap<>(others);
        table.ifPresent(found -> tables.put(NOTE, found));
        return tables;
    }

    private StoreFacts build() {
        return new StoreFacts(
                store,
                database,
                dialect,
                version,
                standby,
                installed,
                tables(),
                missingRights,
                preparedTransactions,
                longTransactions,
                standbys,
                unfit,
                strays);
    }

    /** A table that is being described. */
    static final class Table {
        String name = "notes";
        String kind = "table";
        boolean unlogged;
        boolean inheritance;
        boolean rowSecurity;
        List<ColumnFacts> columns = new ArrayList<>(List.of(
                column("id", "uuid").build(),
                column("creator", "text").build(),
                column("body", "text").with(column -> column.nullable = true).build()));
        List<String> primaryKey = List.of("id");
        List<IndexFacts> indexes = new ArrayList<>(List.of(
                new IndexFacts("notes_pkey", List.of("id"), true, false, true),
                new IndexFacts("notes_creator", List.of("creator"), false, false, true)));
        List<TriggerFacts> userTriggers = List.of();
        List<String> triggerKept = List.of();
        List<String> rules = List.of();
        List<ForeignKeyFacts> foreignKeys = List.of();
        List<String> exclusionConstraints = List.of();
        List<String> subscriptions = List.of();
        List<String> missingRights = List.of();
        long rowsWithoutUnit;
        Optional<UnitId> sampleUnit = Optional.empty();

        /** Replaces the column of the same name where it stands, or adds it at the end. */
        void put(Column column) {
            ColumnFacts built = column.build();
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equals(built.name())) {
                    columns.set(i, built);
                    return;
                }
            }
            columns.add(built);
        }

        void dropColumn(String name) {
            columns.removeIf(old -> old.name().equals(name));
        }

        TableFacts build() {
            return new TableFacts(
                    name,
                    "public." + name,
                    kind,
                    unlogged,
                    inheritance,
                    rowSecurity,
                    List.copyOf(columns),
                    primaryKey,
                    List.copyOf(indexes),
                    userTriggers,
                    triggerKept,
                    rules,
                    foreignKeys,
                    exclusionConstraints,
                    subscriptions,
                    missingRights,
                    rowsWithoutUnit,
                    sampleUnit,
                    0);
        }
    }

    static TriggerFacts loudTrigger(String name) {
        return new TriggerFacts(name, Optional.of("it is loud"));
    }

    /** A foreign key of the notes to a table that is not in the plan. */
    static ForeignKeyFacts foreignKey(String name) {
        return new ForeignKeyFacts(
                name, "public.notes", List.of("creator"), "public.accounts", List.of("name"), false, false);
    }

    static Column column(String name, String type) {
        return new Column(name, type);
    }

    /** A column that is being described. */
    static final class Column {
        private final String name;
        private final String type;
        Optional<String> declared = Optional.empty();
        ValueKind kind;
        Optional<Integer> length = Optional.empty();
        boolean nullable;
        boolean hasDefault;
        boolean generated;
        boolean identity;
        Optional<Long> start = Optional.empty();
        Optional<Long> increment = Optional.empty();
        boolean deterministic = true;

        private Column(String name, String type) {
            this.name = name;
            this.type = type;
            this.kind = switch (type) {
                case "smallint", "integer", "bigint" -> ValueKind.INTEGER;
                case "uuid" -> ValueKind.UUID;
                case "text", "character varying", "bpchar" -> ValueKind.TEXT;
                case "boolean" -> ValueKind.BOOLEAN;
                case "numeric" -> ValueKind.DECIMAL;
                case "date" -> ValueKind.DATE;
                case "bytea" -> ValueKind.BYTES;
                case "timestamp with time zone" -> ValueKind.TIMESTAMP_WITH_ZONE;
                default -> ValueKind.OTHER;
            };
        }

        Column with(Consumer<Column> change) {
            change.accept(this);
            return this;
        }

        private ColumnFacts build() {
            return new ColumnFacts(
                    name,
                    type,
                    declared.orElse(type + length.map(most -> "(" + most + ")").orElse("")),
                    kind,
                    length,
                    nullable,
                    hasDefault,
                    generated,
                    identity,
                    start,
                    increment,
                    deterministic);
        }
    }
}
