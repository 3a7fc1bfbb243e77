package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.core.StoreFacts.ForeignKeyFacts;
import dev.godwit.core.StoreFacts.IndexFacts;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.StoreFacts.TriggerFacts;
import dev.godwit.jdbc.internal.Identifiers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the catalog says about one table, without what only its rows can tell. */
record TableFactsReader(Sql sql, String name) {
    /** The table; empty when it does not exist. */
    Optional<TableFacts> read() throws SQLException {
        String table = StoreObjects.bareTable(name);
        record Listed(String name, String kind, boolean withoutRowid) {}
        Optional<Listed> listed = sql.first(
                "select name, type, wr from pragma_table_list where schema = 'main' and name = ?",
                row -> new Listed(row.getString(1), row.getString(2), row.getBoolean(3)),
                table);
        if (listed.isEmpty()) {
            return Optional.empty();
        }
        String path = listed.get().name();
        List<String> primaryKey = sql.query(
                "select name from pragma_table_xinfo(?) where pk > 0 order by pk", row -> row.getString(1), path);
        boolean ordinary = listed.get().kind().equals("table");
        Optional<Long> greatest = ordinary && !listed.get().withoutRowid()
                ? sql.first("select max(rowid) from " + Identifiers.quote(path), row -> row.getLong(1))
                : Optional.empty();
        List<IndexFacts> indexes = indexes(path);
        return Optional.of(new TableFacts(
                name,
                path,
                listed.get().kind(),
                false,
                false,
                false,
                columns(path, primaryKey, greatest),
                primaryKey,
                indexes,
                sql.query(
                        "select name from sqlite_master where type = 'trigger' and tbl_name = ?"
                                + " and substr(name, 1, 7) <> 'godwit_' order by name",
                        row -> new TriggerFacts(row.getString(1), Optional.of("SQLite keeps no trigger quiet")),
                        path),
                List.of(),
                List.of(),
                foreignKeys(path),
                List.of(),
                List.of(),
                List.of(),
                0,
                Optional.empty(),
                greatest.orElse(0L)));
    }

    private List<ColumnFacts> columns(String table, List<String> primaryKey, Optional<Long> greatest)
            throws SQLException {
        boolean numbersItself = new TableCatalog(sql, table).rowidAlias().isPresent();
        return sql.query(
                "select name, type, \"notnull\", dflt_value is not null, hidden from pragma_table_xinfo(?)"
                        + " where hidden <> 1 order by cid",
                row -> column(row, table, primaryKey, numbersItself, greatest),
                table);
    }

    private ColumnFacts column(
            ResultSet row, String table, List<String> primaryKey, boolean numbersItself, Optional<Long> greatest)
            throws SQLException {
        String column = row.getString(1);
        String declared = row.getString(2);
        boolean inKey = primaryKey.contains(column);
        boolean identity = inKey && numbersItself;
        return new ColumnFacts(
                column,
                SqliteKinds.withoutLength(declared),
                declared.toLowerCase(Locale.ROOT),
                SqliteKinds.of(declared),
                Optional.empty(),
                !row.getBoolean(3) && !inKey,
                row.getBoolean(4),
                row.getInt(5) > 1,
                identity,
                identity ? greatest.map(last -> last + 1) : Optional.empty(),
                identity ? Optional.of(1L) : Optional.empty(),
                new TableCatalog(sql, table).collationInKey(column).equals("BINARY"));
    }

    private List<IndexFacts> indexes(String table) throws SQLException {
        List<IndexFacts> indexes = new ArrayList<>();
        record Listed(String name, boolean unique, boolean partial) {}
        for (Listed index : sql.query(
                "select name, \"unique\", partial from pragma_index_list(?) order by name",
                row -> new Listed(row.getString(1), row.getBoolean(2), row.getBoolean(3)),
                table)) {
            indexes.add(new IndexFacts(
                    index.name(),
                    sql.query(
                            "select coalesce(name, 'an expression') from pragma_index_xinfo(?) where key order by seqno",
                            row -> row.getString(1),
                            index.name()),
                    index.unique(),
                    index.partial(),
                    true));
        }
        return indexes;
    }

    /** Those of the table, and those that point to it. */
    private List<ForeignKeyFacts> foreignKeys(String table) throws SQLException {
        record Part(String table, int number, String referenced, String column, String target, String onDelete) {}
        Map<String, List<Part>> keys = new LinkedHashMap<>();
        sql.query(
                        "select m.name, f.id, f.\"table\", f.\"from\", f.\"to\", f.on_delete from sqlite_master as m,"
                                + " pragma_foreign_key_list(m.name) as f where m.type = 'table'"
                                + " and (m.name = ?1 or f.\"table\" = ?1 collate nocase) order by m.name, f.id, f.seq",
                        row -> new Part(
                                row.getString(1),
                                row.getInt(2),
                                row.getString(3),
                                row.getString(4),
                                Optional.ofNullable(row.getString(5)).orElse(""),
                                row.getString(6)),
                        table)
                .forEach(part -> keys.computeIfAbsent(part.table() + "." + part.number(), key -> new ArrayList<>())
                        .add(part));
        List<ForeignKeyFacts> facts = new ArrayList<>();
        for (List<Part> parts : keys.values()) {
            Part first = parts.getFirst();
            List<String> columns = parts.stream().map(Part::column).toList();
            List<String> targets = first.target().isEmpty()
                    ? sql.query(
                            "select name from pragma_table_xinfo(?) where pk > 0 order by pk",
                            row -> row.getString(1),
                            first.referenced())
                    : parts.stream().map(Part::target).toList();
            facts.add(new ForeignKeyFacts(
                    first.table() + "_" + String.join("_", columns) + "_fkey",
                    first.table(),
                    columns,
                    first.referenced(),
                    targets,
                    !first.onDelete().equals("NO ACTION") && !first.onDelete().equals("RESTRICT"),
                    true));
        }
        return facts;
    }
}
