package dev.godwit.simulation.internal.mutation;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.Epoch;
import dev.godwit.core.Heir;
import dev.godwit.core.Role;
import dev.godwit.simulation.internal.Mutation;
import dev.godwit.simulation.internal.ambush.AmbushKind;
import dev.godwit.testkit.MemoryConnection;
import java.util.Optional;

/** A mirror is read without the check that its epoch stayed the same. */
final class MirrorRead implements Mutation {
    @Override
    public Optional<AmbushKind> shownBy() {
        return Optional.of(AmbushKind.SLOW_READER);
    }

    @Override
    public ApplicationStore<MemoryConnection> applicationStore(ApplicationStore<MemoryConnection> real) {
        return Standings.seenAs(
                real, standing -> standing.role() == Role.MIRROR ? alwaysOfTheSameEpoch(standing) : standing);
    }

    private static Standing alwaysOfTheSameEpoch(Standing mirror) {
        return new Standing(
                mirror.unit(),
                Role.MIRROR,
                Epoch.ZERO,
                mirror.homeSince(),
                mirror.heir().map(heir -> new Heir(heir.store(), Epoch.ZERO)));
    }
}
