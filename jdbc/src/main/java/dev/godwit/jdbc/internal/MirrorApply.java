package dev.godwit.jdbc.internal;

import dev.godwit.core.ApplyResult;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MoverRight;
import dev.godwit.core.RowShape;
import dev.godwit.core.Rows.CurrentRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a mirror equal to home for a few keys, in one transaction. It touches rows of the mover's unit only: a key that
 * belongs to another unit is left alone and reported (pitfall U7). Thread-safe.
 */
final class MirrorApply {
    private final TableCatalog catalog;
    private final StoreTransactions transactions;
    private final MoverStatement mover;
    private final Parking parking;

    MirrorApply(TableCatalog catalog, StoreTransactions transactions, KeyspaceSchema schema) {
        this.catalog = catalog;
        this.transactions = transactions;
        this.mover = new MoverStatement(schema);
        this.parking = new Parking(transactions);
    }

    ApplyResult apply(MoverRight right, RowShape shape, CurrentRows rows) {
        if (rows.presentKeys().isEmpty() && rows.absentKeys().isEmpty()) {
            return new ApplyResult(0, 0, List.of());
        }
        return catalog.with(shape.entity(), columns -> apply(right, shape, rows, columns));
    }

    private ApplyResult apply(MoverRight right, RowShape shape, CurrentRows rows, TableColumns columns) {
        List<Parking.Place> parked = new ArrayList<>();
        while (true) {
            ApplyStatement statement = new ApplyStatement(shape, columns, rows, List.copyOf(parked));
            try {
                return transactions.changeAtOnce(connection -> statement.execute(connection, mover, right));
            } catch (GodwitException e) {
                Optional<Parking.Place> place = parking.place(e, columns);
                if (place.isEmpty() || parked.contains(place.get())) {
                    throw e;
                }
                parked.add(place.get());
            }
        }
    }
}
