package dev.godwit.testkit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Role;
import dev.godwit.testkit.StoreLaws.MoverGate;
import dev.godwit.testkit.Stored.FenceRow;
import java.util.Optional;

/** The unit's shared lock first, kept to the commit; role, epoch and token second. */
final class RealMoverGate implements MoverGate {
    @Override
    public void enter(MemoryTransaction transaction, StoreLaws laws, MoverRight right, boolean removal) {
        laws.locks().shared(transaction, right.unit());
        transaction.between("right of the mover");
        Optional<FenceRow> fence = transaction.fence(right.unit());
        boolean valid = fence.isPresent()
                && !right.token().isNone()
                && fence.get().epoch().equals(right.epoch())
                && fence.get().token().equals(right.token())
                && (fence.get().role() == Role.MIRROR || (removal && fence.get().role() == Role.MOVED));
        if (!valid) {
            throw new GodwitException(
                    ErrorCode.MOVER_SHUT_OUT,
                    "unit " + right.unit() + ": token " + right.token() + " of epoch " + right.epoch() + " is void");
        }
    }
}
