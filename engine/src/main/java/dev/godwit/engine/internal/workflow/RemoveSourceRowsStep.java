package dev.godwit.engine.internal.workflow;

import dev.godwit.core.Step;
import dev.godwit.core.StepContext;
import dev.godwit.engine.spi.Leftover;

/** Waits until the source's rows are removed, which happens when the retention is over. */
public final class RemoveSourceRowsStep implements Step {
    private final MoveParts parts;

    public RemoveSourceRowsStep(MoveParts parts) {
        this.parts = parts;
    }

    @Override
    public String name() {
        return "remove-source-rows";
    }

    @Override
    public String plan() {
        return "When the plan's retention is over, remove the units' rows from "
                + parts.plan().sourcesInWords() + " in throttled chunks";
    }

    @Override
    public void execute(StepContext context) throws InterruptedException {
        UnitsAwait.until(
                parts,
                context,
                record -> true,
                record -> record.leftover() == Leftover.NONE,
                "removed from the source");
    }

    @Override
    public boolean check(StepContext context) {
        return parts.board()
                .records(record -> record.leftover() != Leftover.NONE)
                .isEmpty();
    }

    @Override
    public Reversal reversal() {
        return new Reversal.PointOfNoReturn("the rows in " + parts.plan().sourcesInWords() + " are gone");
    }
}
