package dev.godwit.engine.spi;

import dev.godwit.core.Flags;
import java.time.Instant;
import java.util.Optional;

/**
 * The durable record of a workflow that a user wrote.
 *
 * @param noReturn the step that was the point of no return, once it has begun
 * @param runner the process that runs it, if one does
 * @param heartbeatMillis wall-clock time at which the runner last said so
 * @param stepsDone how many steps are done
 * @param steps how many there are
 * @param view what the runner said last
 */
public record WorkflowRecord(
        String name,
        Wish wish,
        Outcome outcome,
        Optional<String> noReturn,
        Flags flags,
        Optional<Instant> deadline,
        Optional<String> runner,
        long heartbeatMillis,
        int stepsDone,
        int steps,
        View view) {
    /** What people want of it. */
    public enum Wish {
        RUN,
        UNDO
    }

    /** How it ended, if it has. */
    public enum Outcome {
        OPEN,
        DONE,
        UNDONE
    }

    /** Where it is, for people to see. */
    public record View(String stage, String step, String waitsFor, long done, long total, double perSecond) {
        public static final View NONE = new View("", "", "", 0, 0, 0);
    }
}
