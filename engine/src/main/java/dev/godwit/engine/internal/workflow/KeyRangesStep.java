package dev.godwit.engine.internal.workflow;

import dev.godwit.core.Side;
import dev.godwit.core.Step;
import dev.godwit.core.StepContext;
import dev.godwit.engine.internal.keys.KeyRanges;

/** Gives each store a range of its own of the keys that both hand out. */
public final class KeyRangesStep implements Step {
    private final MoveParts parts;

    public KeyRangesStep(MoveParts parts) {
        this.parts = parts;
    }

    @Override
    public String name() {
        return KeyRanges.STEP;
    }

    @Override
    public String plan() {
        return "Where both stores hand out keys, let the sequence of one go on above all keys and a reserve for the other";
    }

    @Override
    public void execute(StepContext context) {
        parts.keyRanges().start();
    }

    @Override
    public boolean check(StepContext context) {
        return parts.keyRanges().isSet();
    }

    @Override
    public Reversal reversal() {
        return new Reversal.Undo(
                "Let " + parts.plan().source() + " go on above all keys that "
                        + parts.plan().target() + " has handed out; no sequence is set back",
                context -> parts.keyRanges().end(Side.SOURCE));
    }
}
