package dev.godwit.notely.load;

import java.util.random.RandomGenerator;

/**
 * How many notes an account should have now. It drifts between half and twice the usual number, so that
 * creates and deletes never stop; and it says what to do next. Not thread-safe.
 */
final class Target {
    /** So many operations pass, on average, between two steps of the drift. */
    private static final int DRIFT_EVERY = 20;
    /** What moves from creates to deletes, in percent of all operations, when there are too many notes, or back. */
    private static final int STEER = 6;

    private final RandomGenerator chance;
    private final int least;
    private final int most;
    private final int step;
    private int notes;

    /** @param abandoned how many notes are never deleted */
    Target(RandomGenerator chance, int usual, int abandoned) {
        this.chance = chance;
        this.least = Math.max(usual / 2, abandoned);
        this.most = Math.max(2 * usual, abandoned + 2);
        this.step = Math.max(usual / 5, 1);
        this.notes = usual;
    }

    /** What to do next when there are so many notes. */
    Operation next(int present) {
        drift();
        int steer = Integer.compare(notes, present) * STEER;
        int draw = chance.nextInt(100);
        for (Operation operation : Operation.values()) {
            draw -= switch (operation) {
                case CREATE -> operation.percent() + steer;
                case DELETE -> operation.percent() - steer;
                case READ, UPDATE, LIST, READ_DELETED -> operation.percent();
            };
            if (draw < 0) {
                return bounded(operation, present);
            }
        }
        throw new IllegalStateException("the operations are not 100 % together");
    }

    private Operation bounded(Operation operation, int present) {
        if (operation == Operation.CREATE && present >= most) {
            return Operation.DELETE;
        }
        return operation == Operation.DELETE && present <= least ? Operation.CREATE : operation;
    }

    private void drift() {
        if (chance.nextInt(DRIFT_EVERY) == 0) {
            notes = Math.clamp(notes + (chance.nextBoolean() ? (long) step : -step), least, most);
        }
    }
}
