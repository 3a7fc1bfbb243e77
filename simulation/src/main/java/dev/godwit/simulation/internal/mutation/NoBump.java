package dev.godwit.simulation.internal.mutation;

import dev.godwit.core.FenceChange;
import dev.godwit.core.Role;
import dev.godwit.simulation.internal.Mutation;
import dev.godwit.simulation.internal.ambush.AmbushKind;
import dev.godwit.testkit.StoreLaws;
import dev.godwit.testkit.StoreLaws.FenceRules;
import dev.godwit.testkit.Stored.FenceRow;
import java.util.Optional;
import java.util.OptionalLong;

/** Step 6 names the heir and does nothing else: the mirror keeps its epoch, and its mover the token. */
final class NoBump implements Mutation {
    @Override
    public Optional<AmbushKind> shownBy() {
        return Optional.of(AmbushKind.SLOW_READER);
    }

    @Override
    public StoreLaws laws(StoreLaws real) {
        return real.with(new FenceRules() {
            @Override
            public Optional<FenceRow> change(FenceRow row, FenceChange change, boolean marksExist, long nowNanos) {
                if (change instanceof FenceChange.Seal seal) {
                    return row.role() == Role.MIRROR && row.epoch().equals(seal.expectedEpoch())
                            ? Optional.of(row.with(seal.heir()))
                            : Optional.empty();
                }
                boolean missed = change instanceof FenceChange.Promote
                        && row.epoch().next().equals(change.expectedEpoch());
                return real.fences().change(missed ? bumped(row) : row, change, marksExist, nowNanos);
            }

            @Override
            public Optional<FenceRow> giveToken(FenceRow row, StoreLaws.TokenRequest request) {
                return real.fences().giveToken(row, request);
            }
        });
    }

    private static FenceRow bumped(FenceRow row) {
        return new FenceRow(
                row.unit(),
                row.role(),
                row.epoch().next(),
                row.homeSince(),
                row.token(),
                row.heir(),
                OptionalLong.empty(),
                row.inFlight());
    }
}
