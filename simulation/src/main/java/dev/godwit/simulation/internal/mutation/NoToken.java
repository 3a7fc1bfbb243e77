package dev.godwit.simulation.internal.mutation;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Role;
import dev.godwit.simulation.internal.Mutation;
import dev.godwit.simulation.internal.ambush.AmbushKind;
import dev.godwit.testkit.StoreLaws;
import dev.godwit.testkit.StoreLaws.MoverGate;
import java.util.Optional;

/** Any mover that ever had a token may write into a mirror. */
final class NoToken implements Mutation {
    @Override
    public Optional<AmbushKind> shownBy() {
        return Optional.of(AmbushKind.SLEEPING_MOVER);
    }

    @Override
    public StoreLaws laws(StoreLaws real) {
        MoverGate anyMover = (transaction, laws, right, removal) -> {
            laws.locks().shared(transaction, right.unit());
            transaction.between("right of the mover");
            boolean open = transaction
                    .fence(right.unit())
                    .filter(fence -> fence.role() == Role.MIRROR || (removal && fence.role() == Role.MOVED))
                    .isPresent();
            if (!open) {
                throw new GodwitException(ErrorCode.MOVER_SHUT_OUT, "not a mirror");
            }
        };
        return real.with(anyMover);
    }
}
