package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.Dialect;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Keyspace;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.StoreName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What preflight needs to know of a file; each look at rows is bounded in their number. Thread-safe. */
final class SqliteFacts {
    private final StoreName store;
    private final Keyspace keyspace;
    private final SqliteInstallation installation;
    private final EntityTables tables;
    private final SqliteTransactions transactions;

    SqliteFacts(
            StoreName store,
            Keyspace keyspace,
            SqliteInstallation installation,
            EntityTables tables,
            SqliteTransactions transactions) {
        this.store = store;
        this.keyspace = keyspace;
        this.installation = installation;
        this.tables = tables;
        this.transactions = transactions;
    }

    StoreFacts read() {
        return transactions.read(this::read);
    }

    private StoreFacts read(Sql sql) throws SQLException {
        List<String> unfit = new ArrayList<>();
        List<String> strays = new ArrayList<>();
        judgeFile(sql, unfit, strays);
        Map<EntityName, TableFacts> facts = new LinkedHashMap<>();
        for (Entity entity : keyspace.entities()) {
            new TableFactsReader(sql, entity.tableIn(store)).read().ifPresent(table -> facts.put(entity.name(), table));
        }
        Map<EntityName, EntityTable> known = facts.size() == keyspace.entities().size() ? known(sql, unfit) : Map.of();
        for (Map.Entry<EntityName, TableFacts> entry : facts.entrySet()) {
            EntityTable table = known.get(entry.getKey());
            if (table != null) {
                RowSample sample = new RowSample(sql, table, entry.getValue());
                entry.setValue(sample.added());
                unfit.addAll(sample.unfit());
                strays.addAll(sample.strays());
            }
        }
        return new StoreFacts(
                store,
                DatabaseFile.of(sql).toString(),
                Dialect.SQLITE,
                version(sql),
                false,
                !known.isEmpty() && installation.installed(sql),
                facts,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                unfit,
                strays);
    }

    private static void judgeFile(Sql sql, List<String> unfit, List<String> strays) throws SQLException {
        String journal =
                sql.first("pragma journal_mode", row -> row.getString(1)).orElseThrow();
        if (!journal.equals("wal")) {
            unfit.add("its journal mode is " + journal
                    + ", in which readers and writers wait for each other; 'pragma journal_mode = wal' changes that");
        }
        String encoding = sql.first("pragma encoding", row -> row.getString(1)).orElseThrow();
        if (!encoding.equals("UTF-8")) {
            strays.add("its texts are encoded and ordered in " + encoding + ", others in UTF-8");
        }
    }

    /** Where key or unit are not as they should be, rows can't be looked for. */
    private Map<EntityName, EntityTable> known(Sql sql, List<String> unfit) throws SQLException {
        try {
            return tables.read(sql);
        } catch (GodwitException e) {
            unfit.add(Optional.ofNullable(e.getMessage()).orElse(e.code().toString()));
            return Map.of();
        }
    }

    /** As PostgreSQL counts: the major version times 10,000. */
    private static int version(Sql sql) throws SQLException {
        String[] parts = sql.first("select sqlite_version()", row -> row.getString(1))
                .orElseThrow()
                .split("\\.");
        return Integer.parseInt(parts[0]) * 10_000 + Integer.parseInt(parts[1]) * 100 + Integer.parseInt(parts[2]);
    }
}
