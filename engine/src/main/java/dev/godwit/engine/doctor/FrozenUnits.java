package dev.godwit.engine.doctor;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.Role;
import java.util.List;

/** A unit is frozen for moments only. One that stays so is left from a cutover that nobody brought to an end. */
final class FrozenUnits implements Symptom {
    @Override
    public List<Problem> find(Examination examination) {
        return examination.stores().stream()
                .flatMap(store -> store.fences().stream()
                        .filter(fence -> fence.role() == Role.FROZEN)
                        .map(fence -> Problem.warning(
                                ErrorCode.UNIT_FROZEN,
                                store.place() + ", unit " + fence.unit(),
                                fence.expired()
                                        ? "it is frozen and its time is over, so it takes writes again"
                                        : "it is frozen at this moment")))
                .toList();
    }
}
