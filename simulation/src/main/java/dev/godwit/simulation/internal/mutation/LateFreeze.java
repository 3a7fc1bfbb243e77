package dev.godwit.simulation.internal.mutation;

import dev.godwit.core.FenceChange;
import dev.godwit.simulation.internal.Mutation;
import dev.godwit.simulation.internal.ambush.AmbushKind;
import dev.godwit.testkit.StoreLaws;
import dev.godwit.testkit.StoreLaws.FenceRules;
import dev.godwit.testkit.Stored.FenceRow;
import java.util.Optional;

/** Step 7 is done without its condition: marks don't matter. */
final class LateFreeze implements Mutation {
    @Override
    public Optional<AmbushKind> shownBy() {
        return Optional.of(AmbushKind.LATE_DEMOTION);
    }

    @Override
    public StoreLaws laws(StoreLaws real) {
        return real.with(new FenceRules() {
            @Override
            public Optional<FenceRow> change(FenceRow row, FenceChange change, boolean marksExist, long nowNanos) {
                return real.fences().change(row, change, false, nowNanos);
            }

            @Override
            public Optional<FenceRow> giveToken(FenceRow row, StoreLaws.TokenRequest request) {
                return real.fences().giveToken(row, request);
            }
        });
    }
}
