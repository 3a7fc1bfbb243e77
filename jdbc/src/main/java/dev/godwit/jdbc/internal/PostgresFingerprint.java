package dev.godwit.jdbc.internal;

import dev.godwit.core.Keyspace;
import dev.godwit.core.Store.Fingerprint;
import dev.godwit.core.StoreName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

/**
 * What the tables of a keyspace look like, as two short texts, in one query (pitfall U11). Thread-safe.
 *
 * <p>The definition covers columns with their numbers, types, defaults and nullability, partitions and inheritance, row
 * security, rules, triggers with their state and the body of their functions, and whatever constrains rows: keys, checks,
 * and unique indexes. An index that constrains nothing may come and go.
 */
public final class PostgresFingerprint {
    private static final String QUERY = """
            select md5(coalesce(string_agg(definition, E'\\n' order by place), '')),
                   coalesce(string_agg(files, ',' order by place), '')
              from unnest(?::text[]) with ordinality as wanted(name, place)
              join lateral (
                select concat_ws(E'\\n',
                         c.oid, c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity,
                         (select string_agg(concat_ws(' ', a.attnum, a.attname, a.atttypid, a.atttypmod, a.attcollation,
                                     a.attnotnull, a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid)),
                                     E'\\n' order by a.attnum)
                            from pg_attribute a
                            left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                           where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
                         (select string_agg(concat_ws(' ', i.inhrelid, i.inhparent), ',' order by i.inhrelid, i.inhparent)
                            from pg_inherits i where c.oid in (i.inhrelid, i.inhparent)
                              or i.inhrelid in (select relid from pg_partition_tree(c.oid))),
                         (select string_agg(concat_ws(' ', t.tgrelid, t.tgname, t.tgenabled, t.tgfoid), ','
                                     order by t.tgrelid, t.tgname, t.oid)
                            from pg_partition_tree(c.oid) p join pg_trigger t on t.tgrelid = p.relid
                           where p.relid <> c.oid),
                         (select string_agg(concat_ws(' ', r.rulename, r.ev_enabled, md5(r.ev_action::text)),
                                     E'\\n' order by r.rulename)
                            from pg_rewrite r where r.ev_class = c.oid),
                         (select string_agg(concat_ws(' ', t.tgname, t.tgenabled, t.tgtype, t.tgattr, t.tgoldtable,
                                     t.tgnewtable, md5(t.tgqual::text), md5(t.tgargs::text), p.oid, p.provolatile, p.prosecdef,
                                     p.proconfig, md5(p.prosrc)), E'\\n' order by t.tgname, t.oid)
                            from pg_trigger t join pg_proc p on p.oid = t.tgfoid where t.tgrelid = c.oid),
                         (select string_agg(concat_ws(' ', k.conname, k.conrelid, pg_get_constraintdef(k.oid)),
                                     E'\\n' order by k.conrelid, k.conname)
                            from pg_constraint k where c.oid in (k.conrelid, k.confrelid)),
                         (select string_agg(pg_get_indexdef(x.indexrelid), E'\\n' order by x.indexrelid)
                            from pg_index x where x.indrelid = c.oid and x.indisunique)) as definition,
                       concat_ws('=', c.oid, (
                         select string_agg(pg_relation_filenode(f.relid)::text, '+' order by f.relid)
                           from (select c.oid as relid
                                 union select relid from pg_partition_tree(c.oid)
                                 union select inhrelid from pg_inherits where inhparent = c.oid) f)) as files
                  from pg_class c where c.oid = to_regclass(wanted.name)) found on true
            """;

    private final StoreTransactions transactions;
    private final String[] tables;

    public PostgresFingerprint(
            StoreName store, Keyspace keyspace, KeyspaceSchema schema, StoreTransactions transactions) {
        this.transactions = transactions;
        this.tables = keyspace.entities().stream()
                .map(entity -> Identifiers.quoteTable(entity.tableIn(store)))
                .toArray(String[]::new);
    }

    /** Reads the fingerprint as it is now. */
    public Fingerprint read() {
        return transactions.readAtOnce(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
                statement.setArray(1, connection.createArrayOf("text", tables));
                ResultSet result = statement.executeQuery();
                result.next();
                return new Fingerprint(result.getString(1), result.getString(2));
            }
        });
    }
}
