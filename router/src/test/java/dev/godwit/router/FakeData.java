package dev.godwit.router;

import dev.godwit.core.ApplicationStore.Extent;
import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.Epoch;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is committed in a fake store at one moment. Immutable. */
record FakeData(Map<UnitId, FenceRow> fences, Role defaultRole, Epoch defaultEpoch, Map<String, Row> rows) {
    /** One row. */
    record Row(UnitId unit, long value) {}

    Standing standing(UnitId unit) {
        FenceRow fence = fences.get(unit);
        return fence == null
                ? Standing.byDefault(unit, defaultRole)
                : new Standing(unit, fence.role(), fence.epoch(), fence.homeSince(), Optional.ofNullable(fence.heir()));
    }

    boolean isHome(UnitId unit) {
        return standing(unit).role().answersReads();
    }

    Extent extent() {
        boolean homeHere =
                fences.values().stream().anyMatch(fence -> fence.role().answersReads());
        boolean homeElsewhere =
                fences.values().stream().anyMatch(fence -> !fence.role().answersReads());
        if (defaultRole == Role.HOME) {
            return homeElsewhere ? Extent.SOMETHING : Extent.EVERYTHING;
        }
        return homeHere ? Extent.SOMETHING : Extent.NOTHING;
    }

    boolean expired(UnitId unit, long nowNanos) {
        FenceRow fence = fences.get(unit);
        return fence != null && fence.role() == Role.FROZEN && nowNanos >= fence.frozenUntilNanos();
    }

    FakeData withFence(UnitId unit, FenceRow fence) {
        Map<UnitId, FenceRow> changed = new HashMap<>(fences);
        changed.put(unit, fence);
        return new FakeData(Map.copyOf(changed), defaultRole, defaultEpoch, rows);
    }

    FakeData withoutFences(Role newDefaultRole) {
        return new FakeData(Map.of(), newDefaultRole, new Epoch(1), rows);
    }

    FakeData withNextDefaultEpoch() {
        return new FakeData(fences, defaultRole, defaultEpoch.next(), rows);
    }

    FakeData withRows(Map<String, Optional<Row>> writes) {
        Map<String, Row> changed = new HashMap<>(rows);
        writes.forEach((key, row) -> row.ifPresentOrElse(value -> changed.put(key, value), () -> changed.remove(key)));
        return new FakeData(fences, defaultRole, defaultEpoch, Map.copyOf(changed));
    }
}
