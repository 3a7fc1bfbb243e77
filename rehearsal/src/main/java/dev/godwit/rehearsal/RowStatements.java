package dev.godwit.rehearsal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.Entity;
import dev.godwit.core.Plan;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.StoreName;
import dev.godwit.jdbc.SqlStores;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements of users, in the words of the store that a connection is of. Thread-safe. */
final class RowStatements {
    private final Plan plan;
    private final Map<StoreName, ApplicationStore<Connection>> stores;
    private final Map<StoreName, StoreFacts> facts;

    RowStatements(Plan plan, Map<StoreName, ApplicationStore<Connection>> stores, Map<StoreName, StoreFacts> facts) {
        this.plan = plan;
        this.stores = stores;
        this.facts = facts;
    }

    /** @return how many rows were changed */
    int write(Connection connection, RowChange change, String value) throws SQLException {
        StoreName store = storeOf(connection);
        String sql = "update " + table(store, change) + " set " + column(store, change, change.column()) + " = "
                + parameter(store, change, change.column()) + where(store, change);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            bindKey(statement, 1, change);
            return statement.executeUpdate();
        }
    }

    /** @return what the row has now; absent when there is no such row */
    Optional<String> read(Connection connection, RowChange change) throws SQLException {
        StoreName store = storeOf(connection);
        String sql = "select cast(" + column(store, change, change.column()) + " as text) from " + table(store, change)
                + where(store, change);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bindKey(statement, 0, change);
            ResultSet found = statement.executeQuery();
            return found.next() ? Optional.ofNullable(found.getString(1)) : Optional.empty();
        }
    }

    /** What one store has, home or mirror. */
    Optional<String> readIn(StoreName store, RowChange change) throws SQLException {
        try (ApplicationStore.Session<Connection> session =
                stores(store).begin(ApplicationStore.TransactionOptions.READ)) {
            return read(session.connection(), change);
        }
    }

    private ApplicationStore<Connection> stores(StoreName store) {
        return Optional.ofNullable(stores.get(store)).orElseThrow();
    }

    private static void bindKey(PreparedStatement statement, int before, RowChange change) throws SQLException {
        for (int i = 0; i < change.key().size(); i++) {
            statement.setString(before + 1 + i, change.key().get(i));
        }
    }

    private String table(StoreName store, RowChange change) {
        return stores(store).table(change.place().entity());
    }

    private String where(StoreName store, RowChange change) {
        return entity(change).key().stream()
                .map(column -> column(store, change, column) + " = " + parameter(store, change, column))
                .collect(Collectors.joining(" and ", " where ", ""));
    }

    private String column(StoreName store, RowChange change, String column) {
        return SqlStores.quoted(entity(change).columnIn(store, column));
    }

    private String parameter(StoreName store, RowChange change, String column) {
        TableFacts table = Optional.ofNullable(Optional.ofNullable(facts.get(store))
                        .orElseThrow()
                        .tables()
                        .get(change.place().entity()))
                .orElseThrow();
        String type = table.column(entity(change).columnIn(store, column))
                .map(ColumnFacts::type)
                .orElseThrow();
        return "cast(? as " + type + ")";
    }

    private Entity entity(RowChange change) {
        return plan.keyspace().entity(change.place().entity());
    }

    private StoreName storeOf(Connection connection) throws SQLException {
        String url = address(connection.getMetaData().getURL());
        return Stream.of(plan.source(), plan.target())
                .filter(store -> address(plan.address(store).url()).equals(url))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a connection to " + url + ", which is no scratch store"));
    }

    private static String address(String url) {
        return url.split("\\?", 2)[0];
    }
}
