package dev.godwit.engine.internal.workflow;

import dev.godwit.core.Side;
import dev.godwit.core.Step;
import dev.godwit.core.StepContext;

/** Lets the target alone hand out keys, when all units live there for good. */
public final class KeyRangesEndStep implements Step {
    private final MoveParts parts;

    public KeyRangesEndStep(MoveParts parts) {
        this.parts = parts;
    }

    @Override
    public String name() {
        return "key-ranges-end";
    }

    @Override
    public String plan() {
        return "Let the sequences of " + parts.plan().target() + " go on above all keys that "
                + parts.plan().source() + " has handed out, where they are not there already";
    }

    @Override
    public void execute(StepContext context) {
        parts.keyRanges().end(Side.TARGET);
    }

    @Override
    public boolean check(StepContext context) {
        return parts.keyRanges().hasEnded();
    }

    @Override
    public Reversal reversal() {
        return new Reversal.PointOfNoReturn(parts.plan().target() + " alone hands out keys");
    }
}
