package dev.godwit.engine.internal.workflow;

import dev.godwit.core.Phase;
import dev.godwit.core.Step;
import dev.godwit.core.StepContext;
import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.engine.spi.MigrationRecord.Intent;
import java.time.Duration;

/** Keeps the way back open until someone says finalize, and shows how long it should stay open. */
public final class ProbationStep implements Step {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int POLLS_OF_A_LOOK = 40;

    private final MoveParts parts;

    public ProbationStep(MoveParts parts) {
        this.parts = parts;
    }

    @Override
    public String name() {
        return "probation";
    }

    @Override
    public String plan() {
        if (!parts.plan().cutover().wayBack()) {
            return "Wait for 'godwit finalize'; there is no way back, and "
                    + parts.plan().sourcesInWords() + " keeps its rows as they were at the cutovers";
        }
        return "Keep " + parts.plan().sourcesInWords() + " equal to "
                + parts.plan().targetsInWords() + ", so that rolling back loses nothing, until 'godwit finalize'";
    }

    @Override
    public void execute(StepContext context) throws InterruptedException {
        // The units are looked at less often than the wish: there may be a million of them.
        for (long look = 0; !check(context); look++) {
            if (look % POLLS_OF_A_LOOK == 0) {
                context.waitsFor(waitsFor());
            }
            context.awaitNotPaused();
            context.time().sleep(POLL);
        }
        context.waitsFor("");
    }

    private String waitsFor() {
        if (!parts.plan().cutover().wayBack()) {
            return "all waves are moved and there is no way back; 'godwit finalize' accepts the move";
        }
        String end = parts.probation()
                .lastsUntil(parts.board().records(record -> record.phase() == Phase.PROBATION))
                .map(until -> "the probation lasts until " + until + "; 'godwit finalize' accepts the move then,")
                .orElse("the probation is over; 'godwit finalize' accepts the move,");
        return "all waves are moved and the way back is open; " + end + " 'godwit rollback' takes it back";
    }

    @Override
    public boolean check(StepContext context) {
        return parts.control()
                .migration(parts.plan().migration())
                .map(MigrationRecord::intent)
                .filter(intent -> intent == Intent.FINALIZE)
                .isPresent();
    }

    @Override
    public Reversal reversal() {
        return new Reversal.Undo("Nothing: nothing was changed", context -> {});
    }
}
