package dev.godwit.simulation.internal.mutation;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.Role;
import dev.godwit.simulation.internal.Mutation;
import dev.godwit.testkit.MemoryConnection;

/** A read without a lease does not look at the role. */
final class NoStrict implements Mutation {
    @Override
    public ApplicationStore<MemoryConnection> applicationStore(ApplicationStore<MemoryConnection> real) {
        return Standings.seenAs(
                real,
                standing -> new Standing(
                        standing.unit(), Role.HOME, standing.epoch(), standing.homeSince(), standing.heir()));
    }
}
