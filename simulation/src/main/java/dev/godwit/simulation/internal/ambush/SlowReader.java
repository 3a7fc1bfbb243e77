package dev.godwit.simulation.internal.ambush;

import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import dev.godwit.simulation.internal.StoreView;
import dev.godwit.simulation.internal.World;
import dev.godwit.simulation.internal.ambush.Step.Moment;
import dev.godwit.testkit.MemoryDatabase;
import dev.godwit.testkit.Stored.FenceRow;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A reader without a lease asks the home and is slow: when it is answered that is a mirror. It asks the other store, and is
 * slow: the home has come back to the first, so that the other is a mirror too, in the middle of applying a transaction. It
 * reads there, is slow again, and looks at the first store just after that has given up the home once more: both are
 * mirrors now, as if they had been equal.
 */
final class SlowReader implements Ambush {
    private static final int MOST = 3;
    private static final Duration LONGEST = Duration.ofSeconds(8);
    private static final Duration BETWEEN_HOMES = Duration.ofMillis(1_500);

    private final World world;
    private final Map<Thread, Reader> readers = new HashMap<>();

    /** Whom it meets. */
    private static final class Reader {
        private final UnitId unit;
        private final MemoryDatabase first;
        private final MemoryDatabase second;
        private final long from;
        private boolean readsSecond;
        private boolean looksAgain;

        Reader(UnitId unit, MemoryDatabase first, MemoryDatabase second, long from) {
            this.from = from;
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
        if (step.moment() == Moment.BETWEEN) {
            return Optional.empty();
        }
        Reader met = readers.get(Thread.currentThread());
        if (met != null) {
            return slow(step, met);
        }
        Optional<Wait> hindered = hinder(step);
        if (hindered.isPresent() || readers.size() >= MOST) {
            return hindered;
        }
        Optional<Reader> chosen = choose(step);
        chosen.ifPresent(reader -> readers.put(Thread.currentThread(), reader));
        return chosen.map(reader ->
                new Wait(() -> isMirror(reader.first, reader.unit) && isHome(reader.second, reader.unit), LONGEST));
    }

    private Optional<Reader> choose(Step step) {
        if (!step.is(Moment.REQUEST, " inside") || step.isOfServer()) {
            return Optional.empty();
        }
        for (MemoryDatabase first : world.databases()) {
            for (UnitId unit : world.truth().units()) {
                MemoryDatabase second = world.otherThan(first);
                if (step.what().equals(first.name() + " standing of " + unit + " inside")
                        && isHome(first, unit)
                        && isMirror(second, unit)) {
                    return Optional.of(
                            new Reader(unit, first, second, world.truth().moment()));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Wait> slow(Step step, Reader met) {
        if (step.is(Moment.REQUEST, met.second.name() + " standing of " + met.unit + " inside") && !met.readsSecond) {
            met.readsSecond = true;
            return Optional.of(new Wait(() -> isHome(met.first, met.unit), LONGEST));
        }
        if (met.readsSecond && step.is(Moment.REQUEST, met.second.name() + " list " + met.unit)) {
            return Optional.of(new Wait(() -> isTorn(met), LONGEST));
        }
        if (met.readsSecond && step.is(Moment.REQUEST, met.first.name() + " standing of " + met.unit)) {
            met.looksAgain = true;
            return Optional.of(new Wait(() -> isMirror(met.first, met.unit), LONGEST));
        }
        boolean reads = step.what().contains("list")
                || step.what().contains("get")
                || step.what().contains("commit");
        if (step.moment() == Moment.REQUEST && !reads && !(met.looksAgain && isLastLook(step, met))) {
            leave();
        }
        if (met.looksAgain && step.moment() == Moment.ANSWER && isLastLook(step, met)) {
            leave();
        }
        return Optional.empty();
    }

    /** While the reader looks, nobody makes the second store the home. */
    private Optional<Wait> hinder(Step step) {
        boolean promotes =
                step.is(Moment.REQUEST, "Promote[unit=") || step.is(Moment.REQUEST, "complete promotion of ");
        if (!promotes) {
            return Optional.empty();
        }
        return readers.values().stream()
                .filter(reader -> reader.looksAgain
                        && step.what().matches(".*\\b" + reader.unit + "\\b.*")
                        && isMirror(reader.first, reader.unit))
                .findFirst()
                .map(reader -> new Wait(() -> !readers.containsValue(reader), BETWEEN_HOMES));
    }

    private void leave() {
        readers.remove(Thread.currentThread());
    }

    private static boolean isLastLook(Step step, Reader met) {
        return step.what().contains(met.second.name() + " standing of " + met.unit);
    }

    /** Whether the second store, a mirror, has rows as they have never been together since the read began. */
    private boolean isTorn(Reader met) {
        return isHome(met.first, met.unit)
                && isMirror(met.second, met.unit)
                && met.second.fence(met.unit).flatMap(FenceRow::heir).isEmpty()
                && !world.truth()
                        .between(met.unit, met.from, world.truth().moment())
                        .contains(StoreView.rows(met.second, met.unit));
    }

    private static boolean isHome(MemoryDatabase database, UnitId unit) {
        return StoreView.takesWrites(database, unit);
    }

    private static boolean isMirror(MemoryDatabase database, UnitId unit) {
        return StoreView.role(database, unit).equals(Optional.of(Role.MIRROR));
    }
}
