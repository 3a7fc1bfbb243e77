package dev.godwit.jdbc.internal;

import dev.godwit.core.Dialect;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
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

/** What preflight needs to know of a PostgreSQL database; each question is bounded in time. Thread-safe. */
public final class PostgresFacts {
    private static final Duration LONG = Duration.ofSeconds(5);

    private final StoreName store;
    private final Keyspace keyspace;
    private final KeyspaceSchema schema;
    private final StoreTransactions transactions;

    public PostgresFacts(StoreName store, Keyspace keyspace, KeyspaceSchema schema, StoreTransactions transactions) {
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
        boolean readable = described.filter(table -> isReadable(table, entity)).isPresent();
        return readable ? described.map(table -> new TableSample(transactions, entity, table).add()) : described;
    }

    private static boolean isReadable(TableFacts table, Entity entity) {
        return table.column(entity.unit().columns().getFirst()).isPresent()
                && table.missingRights().stream()
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
                server.unconfirmedStandbys());
    }
}
