package dev.godwit.simulation.internal.ambush;

import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import dev.godwit.simulation.internal.StoreView;
import dev.godwit.simulation.internal.World;
import dev.godwit.simulation.internal.ambush.Step.Moment;
import dev.godwit.testkit.MemoryDatabase;
import dev.godwit.testkit.Stored.FenceRow;
import java.time.Duration;
import java.util.Optional;

/**
 * A reader without a lease asks one store, which is a mirror, and is slow. When it asks the other one the home has come
 * back to the first, so that the other is a mirror too, and an old one. It reads there, is slow again, and looks at the
 * first store just after that has given up the home once more: both are mirrors now, as if they were equal.
 */
final class SlowReader implements Ambush {
    private static final Duration LONGEST = Duration.ofSeconds(8);
    private static final Duration BETWEEN_HOMES = Duration.ofMillis(1_500);

    private final World world;
    private Optional<Reader> reader = Optional.empty();

    /** Whom it meets. */
    private static final class Reader {
        private final Thread task;
        private final UnitId unit;
        private final MemoryDatabase first;
        private final MemoryDatabase second;
        private boolean readsSecond;
        private boolean looksAgain;

        Reader(UnitId unit, MemoryDatabase first, MemoryDatabase second) {
            this.task = Thread.currentThread();
            this.unit = unit;
            this.first = first;
            this.second = second;
        }
    }

    SlowReader(World world) {
        this.world = world;
    }

    @Override
    public Optional<Wait> meet(Step step) {
        if (reader.isEmpty()) {
            reader = choose(step);
            return Optional.empty();
        }
        Reader met = reader.get();
        return Thread.currentThread().equals(met.task) ? slow(step, met) : hinder(step, met);
    }

    private Optional<Reader> choose(Step step) {
        if (!step.is(Moment.ANSWER, " inside") || step.isOfServer()) {
            return Optional.empty();
        }
        for (MemoryDatabase first : world.databases()) {
            for (UnitId unit : world.truth().units()) {
                MemoryDatabase second = world.otherThan(first);
                if (step.what().equals(first.name() + " standing of " + unit + " inside")
                        && isMirror(first, unit)
                        && StoreView.takesWrites(second, unit)) {
                    return Optional.of(new Reader(unit, first, second));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Wait> slow(Step step, Reader met) {
        if (step.is(Moment.REQUEST, met.second.name() + " standing of " + met.unit + " inside") && !met.readsSecond) {
            met.readsSecond = true;
            return Optional.of(new Wait(() -> isOldMirror(met), LONGEST));
        }
        if (met.readsSecond && step.is(Moment.REQUEST, met.first.name() + " standing of " + met.unit)) {
            met.looksAgain = true;
            return Optional.of(new Wait(() -> isMirror(met.first, met.unit), LONGEST));
        }
        boolean reads = step.what().contains("list")
                || step.what().contains("get")
                || step.what().contains("commit");
        if (step.moment() == Moment.REQUEST && !reads && !(met.looksAgain && isLastLook(step, met))) {
            reader = Optional.empty();
        }
        if (met.looksAgain && step.moment() == Moment.ANSWER && isLastLook(step, met)) {
            reader = Optional.empty();
        }
        return Optional.empty();
    }

    /** While the reader looks, nobody makes the second store the home. */
    private Optional<Wait> hinder(Step step, Reader met) {
        boolean promotes = step.moment() == Moment.REQUEST
                && (step.what().contains("Promote[unit=" + met.unit)
                        || step.what().contains("complete promotion of " + met.unit));
        boolean expected = met.readsSecond && isMirror(met.first, met.unit);
        return promotes && expected
                ? Optional.of(new Wait(() -> !reader.equals(Optional.of(met)), BETWEEN_HOMES))
                : Optional.empty();
    }

    private static boolean isLastLook(Step step, Reader met) {
        return step.what().contains(met.second.name() + " standing of " + met.unit);
    }

    private static boolean isOldMirror(Reader met) {
        return StoreView.takesWrites(met.first, met.unit)
                && isMirror(met.second, met.unit)
                && met.second.fence(met.unit).flatMap(FenceRow::heir).isEmpty()
                && !StoreView.rows(met.first, met.unit).equals(StoreView.rows(met.second, met.unit));
    }

    private static boolean isMirror(MemoryDatabase database, UnitId unit) {
        return StoreView.role(database, unit).equals(Optional.of(Role.MIRROR));
    }
}
