package dev.godwit.router;

import java.time.Duration;

/**
 * How long a question to all stores may take, and what happens when a store doesn't answer.
 *
 * @param deadline for the whole call, at most 10 min; a store that has not said within a third of it where its units live
 *     counts as failed, so that there is time left for the others
 * @param whenStoresFail what the caller wants then
 */
public record ScatterOptions(Duration deadline, WhenStoresFail whenStoresFail) {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final ScatterOptions DEFAULTS = new ScatterOptions(Duration.ofSeconds(10), WhenStoresFail.FAIL);

    public ScatterOptions {
        if (deadline.isNegative() || deadline.isZero() || deadline.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("deadline must be above 0 and at most " + LONGEST + ": " + deadline);
        }
    }

    /** What a caller wants when a store fails or is not there in time. */
    public enum WhenStoresFail {
        /** An error that names the stores. */
        FAIL,
        /** What the others answered, and the stores that are missing. */
        ANSWER_PARTLY
    }

    /** 10 s, and all stores or an error. */
    public static ScatterOptions defaults() {
        return DEFAULTS;
    }

    public ScatterOptions within(Duration newDeadline) {
        return new ScatterOptions(newDeadline, whenStoresFail);
    }

    /** Takes what the stores that are there answer; {@link ScatterResult#missing} names the others. */
    public ScatterOptions orPartly() {
        return new ScatterOptions(deadline, WhenStoresFail.ANSWER_PARTLY);
    }
}
