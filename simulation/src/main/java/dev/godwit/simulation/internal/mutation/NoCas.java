package dev.godwit.simulation.internal.mutation;

import dev.godwit.core.FenceChange;
import dev.godwit.simulation.internal.Mutation;
import dev.godwit.testkit.StoreLaws;
import dev.godwit.testkit.StoreLaws.FenceRules;
import dev.godwit.testkit.Stored.FenceRow;
import java.util.Optional;

/** A fence changes whatever role and epoch it has. */
final class NoCas implements Mutation {
    @Override
    public StoreLaws laws(StoreLaws real) {
        return real.with(new FenceRules() {
            @Override
            public Optional<FenceRow> change(FenceRow row, FenceChange change, boolean marksExist, long nowNanos) {
                FenceRow asExpected = new FenceRow(
                        row.unit(),
                        change.expectedRole(),
                        change.expectedEpoch(),
                        row.homeSince(),
                        row.token(),
                        change instanceof FenceChange.Promote promote ? Optional.of(promote.heir()) : row.heir(),
                        row.frozenUntilNanos(),
                        row.inFlight());
                return real.fences().change(asExpected, change, marksExist, nowNanos);
            }

            @Override
            public Optional<FenceRow> giveToken(FenceRow row, StoreLaws.TokenRequest request) {
                return real.fences().giveToken(row, request);
            }
        });
    }
}
