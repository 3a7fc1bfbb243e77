package dev.godwit.rehearsal;

import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.NewUnits;
import dev.godwit.core.Plan.Rehearsal;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Plan.Throttle;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The plan that is rehearsed: the same rules and names, other databases behind the names, a sample of the units. Pure. */
final class RehearsedPlan {
    private static final WaveName WAVE = new WaveName("rehearsal");

    private RehearsedPlan() {}

    /** With a wave of these units, and one of the reference tables if there are any. */
    static Plan of(Plan plan, Rehearsal rehearsal, List<UnitId> sample) {
        List<Wave> waves = new ArrayList<>(plan.waves().stream()
                .filter(wave -> plan.isReference(wave.name()))
                .toList());
        Set<UnitId> references = Set.copyOf(plan.references());
        waves.add(new Wave(
                WAVE,
                new Selection.Listed(sample.stream()
                        .filter(unit -> !references.contains(unit))
                        .toList()),
                false));
        return new Plan(
                plan.keyspace(),
                new MigrationName("rehearsal"),
                Optional.empty(),
                List.of(named(plan.source(), rehearsal.source()), named(plan.target(), rehearsal.target())),
                plan.source(),
                plan.target(),
                waves,
                new Cutover(
                        plan.cutover().maxPause(),
                        false,
                        plan.cutover().offlineWindow(),
                        plan.cutover().wayBack()),
                plan.onMismatch(),
                Duration.ZERO,
                Duration.ZERO,
                Throttle.NONE,
                plan.keys(),
                NewUnits.SOURCE,
                plan.accept());
    }

    private static StoreAddress named(StoreName name, StoreAddress scratch) {
        return new StoreAddress(name, scratch.url(), scratch.user(), scratch.password(), scratch.pool());
    }
}
