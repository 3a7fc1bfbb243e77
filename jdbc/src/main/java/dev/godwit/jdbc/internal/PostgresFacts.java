package dev.godwit.jdbc.internal;

import dev.godwit.core.Dialect;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Keyspace;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.StoreName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What preflight needs to know of a PostgreSQL database; each question is bounded in time. Thread-safe. */
final class PostgresFacts {
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Set<ErrorCode> UNFIT =
            Set.of(ErrorCode.COLUMN_MISSING, ErrorCode.KEY_TYPE, ErrorCode.UNIT_TYPE);

    private final StoreName store;
    private final Keyspace keyspace;
    private final KeyspaceSchema schema;
    private final TableCatalog catalog;
    private final StoreTransactions transactions;

    PostgresFacts(
            StoreName store,
            Keyspace keyspace,
            KeyspaceSchema schema,
            TableCatalog catalog,
            StoreTransactions transactions) {
        this.catalog = catalog;
        this.store = store;
        this.keyspace = keyspace;
        this.schema = schema;
        this.transactions = transactions;
    }

    /** Reads the facts as they are now. */
    public StoreFacts read() {
        Map<EntityName, TableFacts> tables = new LinkedHashMap<>();
        for (Entity entity : keyspace.entities()) {
            table(entity).ifPresent(table -> tables.put(entity.name(), table));
        }
        return transactions.read(connection -> read(new ServerCatalog(new CatalogReader(connection)), tables));
    }

    private Optional<TableFacts> table(Entity entity) {
        String name = entity.tableIn(store);
        Optional<TableFacts> described =
                transactions.read(connection -> new TableDescription(new CatalogReader(connection), name).read());
        return described.map(table -> isReadable(table) ? withSample(entity, table) : table);
    }

    /** Where key or unit are not as they should be, their rows can't be looked for; that is reported by the columns. */
    private TableFacts withSample(Entity entity, TableFacts table) {
        try {
            return catalog.with(entity, columns -> new TableSample(transactions, columns, table).add());
        } catch (GodwitException e) {
            if (UNFIT.contains(e.code())) {
                return table;
            }
            throw e;
        }
    }

    private static boolean isReadable(TableFacts table) {
        return table.missingRights().stream()
                .noneMatch(right -> right.startsWith("SELECT ") || right.startsWith("USAGE "));
    }

    private StoreFacts read(ServerCatalog server, Map<EntityName, TableFacts> tables) throws SQLException {
        List<String> missingRights = server.missingRights(schema);
        return new StoreFacts(
                store,
                server.database(),
                Dialect.POSTGRESQL,
                server.version(),
                server.isStandby(),
                server.isInstalled(schema),
                tables,
                missingRights,
                server.preparedTransactions(),
                server.writersOpenFor(LONG),
                server.unconfirmedStandbys(),
                List.of(),
                List.of());
    }
}
