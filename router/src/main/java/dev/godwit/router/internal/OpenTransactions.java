package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.router.RouterTransaction;
import java.util.List;
import java.util.SortedSet;

/** Begins transactions that their users end. Thread-safe. */
final class OpenTransactions<C> {
    private final Stores<C> stores;
    private final ReadRoute<C> reads;
    private final WriteRoute<C> writes;

    OpenTransactions(Stores<C> stores, ReadRoute<C> reads, WriteRoute<C> writes) {
        this.stores = stores;
        this.reads = reads;
        this.writes = writes;
    }

    /** About these units, in their home. */
    RouterTransaction<C> open(SortedSet<UnitId> units, TransactionOptions options) {
        return options.readOnly() ? read(units, options) : writes.open(units, options);
    }

    /** About no unit. */
    RouterTransaction<C> open(StoreName name, TransactionOptions options) {
        return new OpenAside<>(stores.get(name).begin(options), !options.readOnly());
    }

    List<StoreName> stores() {
        return stores.names();
    }

    private RouterTransaction<C> read(SortedSet<UnitId> units, TransactionOptions options) {
        OpenRead<C> read = reads.open(units.first(), options);
        try {
            read.join(units);
            return read;
        } catch (RuntimeException e) {
            read.close();
            throw e;
        }
    }
}
