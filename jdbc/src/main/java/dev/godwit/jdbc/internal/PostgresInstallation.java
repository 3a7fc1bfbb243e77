package dev.godwit.jdbc.internal;

import dev.godwit.core.Keyspace;
import dev.godwit.core.Keyspace.RowsWithoutUnit;
import dev.godwit.core.Role;
import dev.godwit.core.Store.Artefacts;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitRule;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Installs and removes what Godwit keeps in a store. Table by table, so that no two tables are ever locked together;
 * whoever installs at the same time waits. Thread-safe.
 */
final class PostgresInstallation {
    private static final SqlScript SCHEMA = SqlScript.load("postgres-schema.sql");
    private static final SqlScript FAMILY = SqlScript.load("postgres-family.sql");

    private final KeyspaceSchema schema;
    private final boolean hasFamilies;
    private final boolean mayStay;
    private final List<EntityObjects> entities;
    private final TableCatalog catalog;
    private final UnitLocks locks;
    private final StoreTransactions transactions;
    private final ShortLocks shortLocks;
    private final PostgresArtefacts artefacts;

    PostgresInstallation(
            StoreName store,
            Keyspace keyspace,
            KeyspaceSchema schema,
            TableCatalog catalog,
            StoreTransactions transactions,
            TimeSource time) {
        this.schema = schema;
        this.hasFamilies = keyspace.entities().stream().anyMatch(entity -> entity.unit() instanceof UnitRule.Through);
        this.mayStay = keyspace.rowsWithoutUnit() == RowsWithoutUnit.STAY;
        this.catalog = catalog;
        this.entities = keyspace.entities().stream()
                .map(entity -> new EntityObjects(schema, store, entity, new Descent(keyspace, schema, catalog)))
                .toList();
        this.locks = new UnitLocks(schema);
        this.transactions = transactions;
        this.shortLocks = new ShortLocks(transactions, time);
        this.artefacts = new PostgresArtefacts(schema, entities, transactions);
    }

    void install(Role defaultRole) {
        catalog.forget();
        QuietTriggers quiet = quietTriggers();
        List<String> behindTheTables = entities.stream()
                .flatMap(entity -> behindTheTable(entity, quiet).stream())
                .toList();
        transactions.write(connection -> {
            keepOthersOut(connection);
            Statements.run(connection, statementsOfSchema(defaultRole, quiet));
            Statements.run(connection, behindTheTables);
            return defaultRole;
        });
        for (EntityObjects entity : entities) {
            // Looking first means that a repeated installation locks no table.
            if (!hasTriggers(entity)) {
                shortLocks.change(entity.table(), onTheTable(entity));
            }
        }
    }

    List<String> statements(Role defaultRole) {
        QuietTriggers quiet = quietTriggers();
        List<String> all = new ArrayList<>(statementsOfSchema(defaultRole, quiet));
        for (EntityObjects entity : entities) {
            all.addAll(behindTheTable(entity, quiet));
            all.add("set local lock_timeout = '50ms'");
            all.addAll(onTheTable(entity));
        }
        return List.copyOf(all);
    }

    Artefacts artefacts() {
        return artefacts.read();
    }

    boolean installed() {
        return hasSchema() && entities.stream().allMatch(this::hasTriggers);
    }

    /** First the triggers, whatever table they are on: also of entities that are in the plan no more. */
    void uninstall() {
        triggersByTable()
                .forEach((table, triggers) -> shortLocks.change(
                        table,
                        triggers.stream()
                                .map(trigger -> "drop trigger if exists " + Identifiers.quote(trigger) + " on " + table)
                                .toList()));
        if (hasSchema()) {
            shortLocks.change(schema.fence(), statementsOfRemoval());
        }
    }

    /**
     * Routers read the fences in each transaction, so whoever waits long for their lock makes all of them queue. Locked in
     * the order in which they are read.
     */
    private List<String> statementsOfRemoval() {
        List<String> all = new ArrayList<>();
        all.add(locks.takeInstallation());
        all.add("lock table " + schema.fence() + ", " + schema.defaultFence() + " in access exclusive mode");
        // Without cascade first: a view of the application that uses a home view is not ours to drop.
        transactions.read(this::views).forEach(view -> all.add("drop view if exists " + view));
        all.add("drop schema if exists " + quotedSchema() + " cascade");
        return all;
    }

    private List<String> statementsOfSchema(Role defaultRole, QuietTriggers quiet) {
        Map<String, String> values = Map.of(
                "schema", quotedSchema(),
                "name", Identifiers.literal(schema.name()),
                "setting", Identifiers.literal(schema.moverSetting()),
                "keyspace", Identifiers.literal(schema.keyspace().value()),
                "may_stay", Boolean.toString(mayStay),
                "quiet", quiet.beginning());
        List<String> all = new ArrayList<>(SCHEMA.statements(values));
        if (hasFamilies) {
            all.addAll(FAMILY.statements(values));
        }
        all.add("insert into " + schema.defaultFence() + " (role, epoch, keeps_rows_without_unit) values ("
                + Identifiers.literal(defaultRole.name()) + ", 1, " + (defaultRole == Role.HOME)
                + ") on conflict do nothing");
        return all;
    }

    private QuietTriggers quietTriggers() {
        return transactions.read(connection -> QuietTriggers.read(
                connection, entities.stream().map(EntityObjects::table).toList()));
    }

    private List<String> behindTheTable(EntityObjects objects, QuietTriggers quiet) {
        return catalog.with(objects.entity(), columns -> objects.statementsBehindTheTable(columns, quiet));
    }

    private List<String> onTheTable(EntityObjects objects) {
        return catalog.with(objects.entity(), objects::statementsOnTheTable);
    }

    private void keepOthersOut(Connection connection) throws SQLException {
        Statements.run(connection, List.of("set local lock_timeout = '10s'", locks.takeInstallation()));
    }

    private boolean hasSchema() {
        return transactions
                .read(connection -> Pipeline.query(
                        connection,
                        List.of("select to_regclass(?) is not null"),
                        row -> row.getBoolean(1),
                        schema.defaultFence()))
                .getFirst();
    }

    private boolean hasTriggers(EntityObjects entity) {
        return hasTriggersOnTable(entity) && refusesTruncateOfPartitions(entity);
    }

    /** Also of partitions that were made since. */
    private boolean refusesTruncateOfPartitions(EntityObjects entity) {
        String sql = "select not exists (select from pg_partition_tree(to_regclass(?)) p where not exists ("
                + "select from pg_trigger t where t.tgrelid = p.relid and t.tgname = ? and t.tgenabled = 'A'))";
        return transactions
                .read(connection -> Pipeline.query(
                        connection, List.of(sql), row -> row.getBoolean(1), entity.table(), entity.truncateTrigger()))
                .getFirst();
    }

    private boolean hasTriggersOnTable(EntityObjects entity) {
        String sql = "select count(*) from pg_trigger t join pg_proc f on f.oid = t.tgfoid"
                + " join pg_namespace n on n.oid = f.pronamespace"
                + " where t.tgrelid = to_regclass(?) and t.tgname = any (?) and t.tgenabled = 'A' and n.nspname = ?";
        String[] names = entity.triggers().toArray(String[]::new);
        return transactions
                        .read(connection -> Pipeline.query(
                                connection, List.of(sql), row -> row.getInt(1), entity.table(), names, schema.name()))
                        .getFirst()
                == names.length;
    }

    private Map<String, List<String>> triggersByTable() {
        String sql = "select format('%I.%I', tn.nspname, c.relname), t.tgname from pg_trigger t"
                + " join pg_class c on c.oid = t.tgrelid join pg_namespace tn on tn.oid = c.relnamespace"
                + " join pg_proc f on f.oid = t.tgfoid join pg_namespace n on n.oid = f.pronamespace"
                + " where n.nspname = ? and tn.nspname <> n.nspname and not t.tgisinternal and t.tgparentid = 0"
                + " order by 1, 2";
        Map<String, List<String>> byTable = new TreeMap<>();
        transactions.read(connection -> Pipeline.query(
                connection,
                List.of(sql),
                row -> byTable.computeIfAbsent(row.getString(1), table -> new ArrayList<>())
                        .add(row.getString(2)),
                schema.name()));
        return byTable;
    }

    private List<String> views(Connection connection) throws SQLException {
        return Pipeline.query(
                connection,
                List.of("select format('%I.%I', schemaname, viewname) from pg_views where schemaname = ?"),
                row -> row.getString(1),
                schema.name());
    }

    private String quotedSchema() {
        return Identifiers.quote(schema.name());
    }
}
