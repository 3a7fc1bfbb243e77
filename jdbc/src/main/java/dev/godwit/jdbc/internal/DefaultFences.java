package dev.godwit.jdbc.internal;

import dev.godwit.core.DefaultFence;
import dev.godwit.core.Epoch;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import java.util.List;

/** The role of the units that have no fence row. */
final class DefaultFences {
    private final KeyspaceSchema schema;
    private final UnitLocks locks;
    private final UnlistedUnits unlisted;
    private final StoreTransactions transactions;

    DefaultFences(KeyspaceSchema schema, UnlistedUnits unlisted, StoreTransactions transactions) {
        this.schema = schema;
        this.locks = new UnitLocks(schema);
        this.unlisted = unlisted;
        this.transactions = transactions;
    }

    DefaultFence read() {
        return transactions
                .read(connection -> Pipeline.query(
                        connection,
                        List.of("select role, epoch from " + schema.defaultFence()),
                        row -> new DefaultFence(Role.valueOf(row.getString(1)), new Epoch(row.getLong(2)))))
                .getFirst();
    }

    List<UnitId> unlistedUnits(int limit) {
        return transactions.read(connection -> unlisted.find(connection, limit));
    }

    /**
     * Under the exclusive default lock no unit can be born by default. The search for such units is repeated under it,
     * after one without it has found nothing, so that nobody waits for a search that ends with no.
     */
    boolean change(Epoch expectedEpoch, Role newRole) {
        if (newRole != Role.HOME && newRole != Role.MOVED) {
            throw new IllegalArgumentException("units without a row can't be " + newRole);
        }
        boolean givesUp = newRole == Role.MOVED;
        if (givesUp && !unlistedUnits(1).isEmpty()) {
            return false;
        }
        List<String> underLock = List.of(
                "set local lock_timeout = '20ms'", "set local statement_timeout = '5s'", locks.takeDefaultExclusive());
        return transactions.write(connection -> {
            Pipeline.query(connection, underLock, row -> "locked");
            if (givesUp && !unlisted.find(connection, 1).isEmpty()) {
                return false;
            }
            String change = "update " + schema.defaultFence() + " set role = ?, epoch = epoch + 1 where epoch = ?";
            return Pipeline.update(connection, List.of(change), newRole.name(), expectedEpoch.value()) == 1;
        });
    }
}
