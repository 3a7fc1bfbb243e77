package dev.godwit.checkers;

import dev.godwit.checkers.Operation.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What users of a register that is right would have seen: each operation takes effect at one moment, which nobody else
 * knows. Some writes are never answered; of these some happen late, and some never.
 */
final class RandomHistory {
    static final long INITIAL = 1;
    private static final long NEVER = Long.MAX_VALUE;

    private final SplittableRandom random;
    private long nextValue = INITIAL;

    RandomHistory(long seed) {
        this.random = new SplittableRandom(seed);
    }

    private record Planned(boolean read, long value, Outcome outcome, long called, long effect, long returned) {}

    /** Operations of several users, of whom each does one after the other. */
    List<Operation> of(int users, int operationsEach) {
        List<Planned> planned = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            long now = random.nextLong(10);
            for (int number = 0; number < operationsEach; number++) {
                Planned next = plan(now);
                planned.add(next);
                now = next.returned() + random.nextLong(4);
            }
        }
        planned.sort(Comparator.comparingLong(Planned::effect));
        List<Operation> seen = new ArrayList<>();
        long value = INITIAL;
        for (Planned each : planned) {
            if (each.read()) {
                seen.add(Operation.read(0, value, each.called(), each.returned(), "user"));
            } else {
                value = each.effect() == NEVER ? value : each.value();
                seen.add(Operation.write(each.outcome(), 0, each.value(), each.called(), each.returned(), "user"));
            }
        }
        return seen;
    }

    private Planned plan(long called) {
        long returned = called + 1 + random.nextLong(20);
        long effect = called + random.nextLong(returned - called + 1);
        if (random.nextInt(2) == 0) {
            return new Planned(true, 0, Outcome.OK, called, effect, returned);
        }
        long value = random.nextInt(4) == 0 ? Operation.NOTHING : ++nextValue;
        return switch (random.nextInt(12)) {
            case 0 -> new Planned(false, value, Outcome.UNKNOWN, called, NEVER, returned);
            case 1 -> new Planned(false, value, Outcome.UNKNOWN, called, effect + random.nextLong(100), returned);
            case 2 -> new Planned(false, value, Outcome.FAILED, called, NEVER, returned);
            default -> new Planned(false, value, Outcome.OK, called, effect, returned);
        };
    }

    /** The same with one read that saw something else, which may still be right by chance. */
    List<Operation> withOneReadChanged(List<Operation> operations) {
        List<Operation> changed = new ArrayList<>(operations);
        int start = random.nextInt(changed.size());
        for (int offset = 0; offset < changed.size(); offset++) {
            int place = (start + offset) % changed.size();
            Operation read = changed.get(place);
            if (read.kind() == Operation.Kind.READ) {
                long other = random.nextInt(4) == 0 ? Operation.NOTHING : 1 + random.nextLong(nextValue + 1);
                changed.set(place, Operation.read(0, other, read.calledNanos(), read.returnedNanos(), read.who()));
                return changed;
            }
        }
        return changed;
    }
}
