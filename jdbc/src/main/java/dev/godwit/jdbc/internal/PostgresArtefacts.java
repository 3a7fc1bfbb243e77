package dev.godwit.jdbc.internal;

import dev.godwit.core.Store.Artefacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks PostgreSQL's catalog what Godwit has in a database for one keyspace. Thread-safe. */
final class PostgresArtefacts {
    /** Everything in the schema, and what is elsewhere because of it. */
    private static final String PRESENT = """
            with ours as (select oid, nspname from pg_namespace where nspname = ?)
            select 'schema ' || quote_ident(nspname) from ours
            union all
            select case c.relkind when 'r' then 'table ' when 'v' then 'view ' when 'S' then 'sequence ' when 'i'
                then 'index ' else 'object ' end || c.oid::regclass::text
                from pg_class c join ours on ours.oid = c.relnamespace
            union all
            select 'function ' || p.oid::regprocedure::text from pg_proc p join ours on ours.oid = p.pronamespace
            union all
            select 'trigger ' || quote_ident(t.tgname) || ' on ' || t.tgrelid::regclass::text
                from pg_trigger t join pg_proc p on p.oid = t.tgfoid join ours on ours.oid = p.pronamespace
                where not t.tgisinternal
            order by 1""";

    /** The triggers of a table by name, and how they are enabled. */
    private static final String TRIGGERS = "select tgname, tgenabled from pg_trigger"
            + " where tgrelid = to_regclass(?) and tgname = any (?) and not tgisinternal";

    private static final String ALWAYS = "A";

    private final KeyspaceSchema schema;
    private final List<EntityObjects> entities;
    private final StoreTransactions transactions;

    PostgresArtefacts(KeyspaceSchema schema, List<EntityObjects> entities, StoreTransactions transactions) {
        this.schema = schema;
        this.entities = entities;
        this.transactions = transactions;
    }

    Artefacts read() {
        List<String> present = transactions.read(
                connection -> Pipeline.query(connection, List.of(PRESENT), row -> row.getString(1), schema.name()));
        List<String> missing = new ArrayList<>();
        List<String> disabled = new ArrayList<>();
        if (!present.isEmpty()) {
            missing.addAll(missingTables());
            for (EntityObjects entity : entities) {
                Map<String, String> found = triggers(entity);
                for (String trigger : entity.triggers()) {
                    String words = "trigger " + Identifiers.quote(trigger) + " on " + entity.table();
                    String enabled = found.get(trigger);
                    if (enabled == null) {
                        missing.add(words);
                    } else if (!enabled.equals(ALWAYS)) {
                        disabled.add(words);
                    }
                }
            }
        }
        return new Artefacts(present, missing, disabled);
    }

    private List<String> missingTables() {
        String[] tables = {schema.fence(), schema.defaultFence(), schema.marks(), schema.copyCursor()};
        return transactions.read(connection -> Pipeline.query(
                connection,
                List.of("select 'table ' || name from unnest(?::text[]) as name where to_regclass(name) is null"),
                row -> row.getString(1),
                (Object) tables));
    }

    private Map<String, String> triggers(EntityObjects entity) {
        Map<String, String> found = new TreeMap<>();
        String[] names = entity.triggers().toArray(String[]::new);
        transactions.read(connection -> Pipeline.query(
                connection,
                List.of(TRIGGERS),
                row -> found.put(row.getString(1), row.getString(2)) == null,
                entity.table(),
                names));
        return found;
    }
}
