package dev.godwit.simulation.internal.mutation;

import dev.godwit.simulation.internal.Mutation;
import dev.godwit.testkit.StoreLaws;
import dev.godwit.testkit.Stored.FenceRow;

/** Writes are not checked in the store. */
final class NoFence implements Mutation {
    @Override
    public StoreLaws laws(StoreLaws real) {
        return real.with((transaction, laws, unit) -> {
            laws.locks().shared(transaction, unit);
            return transaction.fence(unit).filter(FenceRow::inFlight).isPresent();
        });
    }
}
