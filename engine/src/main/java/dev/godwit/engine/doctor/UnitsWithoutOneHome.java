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
import java.util.stream.Collectors;

/** Each unit has one home. None for longer than a moment means that nobody completes its change; two can never be. */
final class UnitsWithoutOneHome implements Symptom {
    @Override
    public List<Problem> find(Examination examination) {
        List<Problem> problems = new ArrayList<>();
        List<StoreName> defaults = examination.stores().stream()
                .filter(store -> store.defaultFence()
                        .filter(fence -> fence.role() == Role.HOME)
                        .isPresent())
                .map(store -> store.facts().store())
                .toList();
        if (defaults.size() > 1) {
            problems.add(Problem.error(
                    ErrorCode.FENCE_LOST,
                    "stores " + names(defaults),
                    "each says that it is the home of units without a fence"));
        }
        List<Examined> stores = examination.stores();
        for (int first = 0; first < stores.size(); first++) {
            for (Examined second : stores.subList(first + 1, stores.size())) {
                compare(stores.get(first), second, problems);
            }
        }
        return problems;
    }

    private static void compare(Examined source, Examined target, List<Problem> problems) {
        Map<UnitId, Fence> there = Examined.byUnit(target);
        for (Fence here : source.fences()) {
            Optional.ofNullable(there.get(here.unit()))
                    .flatMap(other -> judge(source, here, target, other))
                    .ifPresent(problems::add);
        }
    }

    private static String names(List<StoreName> stores) {
        return stores.stream().map(StoreName::value).collect(Collectors.joining(" and "));
    }

    private static Optional<Problem> judge(Examined source, Fence here, Examined target, Fence other) {
        String unit = "unit " + here.unit();
        if (takesWrites(here) && takesWrites(other)) {
            return Optional.of(Problem.error(
                    ErrorCode.FENCE_LOST,
                    unit,
                    "two stores take its writes: " + here.role() + " at epoch " + here.epoch() + " in "
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
