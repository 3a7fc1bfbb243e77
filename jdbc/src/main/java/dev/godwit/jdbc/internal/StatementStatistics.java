package dev.godwit.jdbc.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Keyspace;
import dev.godwit.core.SeenStatements;
import dev.godwit.core.SeenStatements.Listed;
import dev.godwit.core.SeenStatements.Statement;
import dev.godwit.core.SeenStatements.Unavailable;
import dev.godwit.core.StoreName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code pg_stat_statements} has of a keyspace's tables. Thread-safe. */
final class StatementStatistics {
    /** A comment by which Godwit's own statements are known, where nothing else in them is. */
    static final String OWN = "/* godwit */";

    private static final int STATEMENTS_MAX = 1_000;
    private static final int CHARACTERS_MAX = 20_000;
    private static final String LIMITED = "set local statement_timeout = '5s'";
    private static final String WHERE = """
            select quote_ident(n.nspname) || '.pg_stat_statements'
              from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_stat_statements'
            """;
    /** Those of other users are hidden from a role that may not see them. */
    private static final String HIDDEN = "<insufficient privilege>";

    private final StoreName store;
    private final Keyspace keyspace;
    private final StoreTransactions transactions;

    StatementStatistics(StoreName store, Keyspace keyspace, StoreTransactions transactions) {
        this.store = store;
        this.keyspace = keyspace;
        this.transactions = transactions;
    }

    SeenStatements read() {
        try {
            return transactions.read(this::read);
        } catch (GodwitException e) {
            if (e.code() == ErrorCode.STORE_FAILED || e.code() == ErrorCode.STORE_STATEMENT_TIMEOUT) {
                return new Unavailable(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private SeenStatements read(Connection connection) throws SQLException {
        CatalogReader catalog = new CatalogReader(connection);
        Statements.run(connection, List.of(LIMITED));
        List<String> view = catalog.texts(WHERE);
        if (view.isEmpty()) {
            return new Unavailable(
                    "pg_stat_statements is not installed: name it in shared_preload_libraries, restart, and"
                            + " run 'create extension pg_stat_statements'");
        }
        String here = view.getFirst() + " where toplevel"
                + " and dbid = (select oid from pg_database where datname = current_database()) and ";
        if (catalog.holds("select exists (select from " + here + "query = '" + HIDDEN + "')")) {
            return new Unavailable("this role may not see those of others: grant pg_read_all_stats to it");
        }
        List<Statement> found = catalog.rows(
                "select left(query, " + CHARACTERS_MAX + "), calls from " + here + "(" + names()
                        + ") and query not like '%"
                        + OWN + "%' and query not ilike '%godwit\\_%' order by calls desc, query limit "
                        + (STATEMENTS_MAX + 1),
                row -> new Statement(row.getString(1), row.getLong(2)));
        boolean complete = found.size() <= STATEMENTS_MAX;
        return new Listed(complete ? found : found.subList(0, STATEMENTS_MAX), complete);
    }

    private String names() {
        return keyspace.entities().stream()
                .map(entity -> entity.tableIn(store))
                .map(table -> table.substring(table.indexOf('.') + 1))
                .map(table -> "position(lower(" + Identifiers.literal(table) + ") in lower(query)) > 0")
                .collect(Collectors.joining(" or "));
    }
}
