package dev.godwit.engine.doctor;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.Problem;
import java.util.List;

/** Units in flight belong to a migration that the control store knows; nobody else could bring them to an end. */
final class UnexplainedFlight implements Symptom {
    @Override
    public List<Problem> find(Examination examination) {
        if (examination.explained()) {
            return List.of();
        }
        return examination.stores().stream()
                .filter(Examined::inFlight)
                .map(store -> Problem.error(
                        ErrorCode.CONTROL_STORE_LOST,
                        store.place(),
                        store.fences().stream().filter(Fence::inFlight).count()
                                + " units are in flight, and no control store knows of their migration"))
                .toList();
    }
}
