package dev.godwit.testkit;

import dev.godwit.core.FenceChange;
import dev.godwit.core.Role;
import dev.godwit.core.Token;
import dev.godwit.testkit.StoreLaws.FenceRules;
import dev.godwit.testkit.Stored.FenceRow;
import java.util.Optional;

/** The changes of a fence, each a compare-and-set on role and epoch, as the move protocol has them. */
final class RealFenceRules implements FenceRules {
    @Override
    public Optional<FenceRow> change(FenceRow row, FenceChange change, boolean marksExist, long nowNanos) {
        if (row.role() != change.expectedRole() || !row.epoch().equals(change.expectedEpoch())) {
            return Optional.empty();
        }
        FenceRow next = row.become(change.newRole());
        return switch (change) {
            case FenceChange.Freeze freeze ->
                Optional.of(next.frozenUntil(nowNanos + freeze.maxPause().toNanos()));
            case FenceChange.Thaw ignored -> Optional.of(next);
            case FenceChange.Seal seal -> Optional.of(next.with(Token.NONE).with(seal.heir()));
            case FenceChange.Demote ignored -> marksExist ? Optional.empty() : Optional.of(next.with(Token.NONE));
            case FenceChange.Promote promote ->
                row.heir().equals(Optional.of(promote.heir()))
                        ? Optional.of(next.with(Token.NONE).homeFromNow())
                        : Optional.empty();
            case FenceChange.Reopen ignored -> Optional.of(next.with(Token.NONE));
            case FenceChange.Restore ignored ->
                Optional.of(next.with(Token.NONE).homeFromNow());
            case FenceChange.Retire ignored -> Optional.of(next.with(Token.NONE).inFlight(false));
            case FenceChange.Settle ignored -> Optional.of(next.with(Token.NONE).inFlight(false));
        };
    }

    @Override
    public Optional<FenceRow> giveToken(FenceRow row, StoreLaws.TokenRequest request) {
        if (!row.epoch().equals(request.epoch())) {
            return Optional.empty();
        }
        return switch (request.purpose()) {
            case MIRROR ->
                row.role() == Role.MIRROR && row.heir().isEmpty()
                        ? Optional.of(row.with(request.token()))
                        : Optional.empty();
            case EVICT ->
                row.role() == Role.MIRROR
                        ? Optional.of(row.become(Role.MIRROR).with(request.token()))
                        : Optional.empty();
            case REMOVE -> row.role() == Role.MOVED ? Optional.of(row.with(request.token())) : Optional.empty();
        };
    }
}
