package dev.godwit.jdbc.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whether the application has triggers on the tables of a keyspace, and then the foreign keys of these tables. For the
 * rows that the mover writes, the triggers have done their work at home; they must not do it twice (pitfall U9). The
 * only way to keep them quiet is {@code session_replication_role = replica}, which turns off the triggers by which the
 * database keeps foreign keys as well. Then the capture functions, which are always called, check them instead.
 *
 * @param needed whether there are such triggers
 * @param foreignKeys of each table and to it, by the table's quoted name
 */
record QuietTriggers(boolean needed, Map<String, List<ForeignKey>> foreignKeys) {
    private static final String NEEDED = """
            select exists (
                select from pg_trigger g join pg_proc p on p.oid = g.tgfoid join pg_namespace n on n.oid = p.pronamespace
                 where (g.tgrelid = to_regclass(?) or g.tgrelid in (select relid from pg_partition_tree(to_regclass(?))))
                   and not g.tgisinternal and g.tgparentid = 0 and g.tgenabled <> 'D'
                   and not starts_with(n.nspname, 'godwit_'))
            """;

    /** Those of single partitions belong to that of the whole table, which is the one without a parent. */
    private static final String FOREIGN_KEYS = """
            select k.conname, format('%I.%I', cn.nspname, c.relname), format('%I.%I', pn.nspname, p.relname),
                   k.conrelid = to_regclass(?), k.confrelid = to_regclass(?), pairs.*
              from pg_constraint k
              join pg_class c on c.oid = k.conrelid join pg_namespace cn on cn.oid = c.relnamespace
              join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace
             cross join lateral (
                   select string_agg(format('p.%I operator(%s.%s) c.%I', pa.attname, o.oprnamespace::regnamespace,
                                            o.oprname, ca.attname), ' and ' order by place),
                          string_agg(format('q.%I operator(%s.%s) p.%I', pa.attname, s.oprnamespace::regnamespace,
                                            s.oprname, pa.attname), ' and ' order by place),
                          string_agg(format('c.%I is not null', ca.attname), ' and ' order by place)
                     from unnest(k.conkey, k.confkey, k.conpfeqop, k.conppeqop) with ordinality
                          as u(child, parent, points, same, place)
                     join pg_attribute ca on ca.attrelid = k.conrelid and ca.attnum = u.child
                     join pg_attribute pa on pa.attrelid = k.confrelid and pa.attnum = u.parent
                     join pg_operator o on o.oid = u.points
                     join pg_operator s on s.oid = u.same) pairs
             where k.contype = 'f' and k.conparentid = 0 and to_regclass(?) in (k.conrelid, k.confrelid)
             order by k.conname, k.oid
            """;

    /**
     * A foreign key; the conditions are SQL.
     *
     * @param points that the row c points to the row p
     * @param same that the rows q and p of the parents' table have the same key
     * @param complete that the row c points at all
     */
    private record ForeignKey(
            String name,
            String children,
            String parents,
            boolean ofChild,
            boolean ofParent,
            String points,
            String same,
            String complete) {
        String withoutParent(String newRows) {
            return "select from " + newRows + " c where " + complete + " and not exists (select from " + parents
                    + " p where " + points + " for key share)";
        }

        String leftBehind(String oldRows) {
            return "select from " + oldRows + " p where exists (select from " + children + " c where " + points
                    + ") and not exists (select from " + parents + " q where " + same + ")";
        }
    }

    static QuietTriggers read(Connection connection, List<String> tables) throws SQLException {
        CatalogReader catalog = new CatalogReader(connection);
        Map<String, List<ForeignKey>> foreignKeys = new HashMap<>();
        boolean needed = false;
        for (String table : tables) {
            needed |= catalog.holds(NEEDED, table, table);
            foreignKeys.put(table, catalog.rows(FOREIGN_KEYS, QuietTriggers::foreignKey, table, table, table));
        }
        return new QuietTriggers(needed, Map.copyOf(foreignKeys));
    }

    private static ForeignKey foreignKey(ResultSet row) throws SQLException {
        return new ForeignKey(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getString(6),
                row.getString(7),
                row.getString(8));
    }

    /** What a mover's transaction begins with. */
    String beginning() {
        return needed ? "perform set_config('session_replication_role', 'replica', true);" : "";
    }

    /** Checks of a trigger function: what its statement wrote into the table points to something. */
    String checksOfWritten(KeyspaceSchema schema, String table, String newRows) {
        return checks(schema, table, ForeignKey::ofChild, key -> key.withoutParent(newRows));
    }

    /** Checks of a trigger function: nothing points to what its statement took out of the table. */
    String checksOfRemoved(KeyspaceSchema schema, String table, String oldRows) {
        return checks(schema, table, ForeignKey::ofParent, key -> key.leftBehind(oldRows));
    }

    private String checks(
            KeyspaceSchema schema, String table, Predicate<ForeignKey> which, Function<ForeignKey, String> orphans) {
        return needed
                ? foreignKeys.getOrDefault(table, List.of()).stream()
                        .filter(which)
                        .map(key -> "    if " + schema.qualified("writes_quietly") + "() and exists ("
                                + orphans.apply(key) + ") then perform " + schema.qualified("refuse_orphan") + "("
                                + Identifiers.literal(key.name()) + "); end if;\n")
                        .collect(Collectors.joining())
                : "";
    }
}
