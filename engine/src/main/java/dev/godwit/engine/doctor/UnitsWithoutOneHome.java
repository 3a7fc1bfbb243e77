package dev.godwit.engine.doctor;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.Heir;
import dev.godwit.core.Problem;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each unit has one home. None for longer than a moment means that nobody completes its change; two can never be. */
final class UnitsWithoutOneHome implements Symptom {
    @Override
    public List<Problem> find(Examination examination) {
        if (examination.source().isEmpty() || examination.target().isEmpty()) {
            return List.of();
        }
        Examined source = examination.source().get();
        Examined target = examination.target().get();
        List<Problem> problems = new ArrayList<>();
        if (source.defaultFence().filter(fence -> fence.role() == Role.HOME).isPresent()
                && target.defaultFence()
                        .filter(fence -> fence.role() == Role.HOME)
                        .isPresent()) {
            problems.add(Problem.error(
                    ErrorCode.FENCE_LOST, "both stores", "each says that it is the home of units without a fence"));
        }
        Map<UnitId, Fence> there = Examined.byUnit(target);
        for (Fence here : source.fences()) {
            Optional.ofNullable(there.get(here.unit()))
                    .flatMap(other -> judge(source, here, target, other))
                    .ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<Problem> judge(Examined source, Fence here, Examined target, Fence other) {
        String unit = "unit " + here.unit();
        if (takesWrites(here) && takesWrites(other)) {
            return Optional.of(Problem.error(
                    ErrorCode.FENCE_LOST,
                    unit,
                    "both stores take its writes: " + here.role() + " at epoch " + here.epoch() + " in "
                            + source.facts().store() + ", " + other.role() + " at epoch " + other.epoch() + " in "
                            + target.facts().store()));
        }
        if (here.role() == Role.MIRROR && other.role() == Role.MIRROR) {
            boolean sealed = isHeir(here, target.facts().store(), other)
                    || isHeir(other, source.facts().store(), here);
            return Optional.of(Problem.error(
                    ErrorCode.NO_HOME,
                    unit,
                    sealed
                            ? "it is between its homes; any router or the control plane completes the change"
                            : "neither store is its home"));
        }
        return Optional.empty();
    }

    private static boolean takesWrites(Fence fence) {
        return fence.role() == Role.HOME || (fence.role() == Role.FROZEN && fence.expired());
    }

    private static boolean isHeir(Fence mirror, StoreName store, Fence former) {
        return mirror.heir().equals(Optional.of(new Heir(store, former.epoch())));
    }
}
