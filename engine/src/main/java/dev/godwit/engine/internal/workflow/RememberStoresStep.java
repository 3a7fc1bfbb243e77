package dev.godwit.engine.internal.workflow;

import dev.godwit.core.Step;
import dev.godwit.core.StepContext;

/** Records who the stores are and what their tables look like, so that a change is noticed. */
public final class RememberStoresStep implements Step {
    private final MoveParts parts;

    public RememberStoresStep(MoveParts parts) {
        this.parts = parts;
    }

    @Override
    public String name() {
        return "remember-stores";
    }

    @Override
    public String plan() {
        return "Record the incarnation of all stores and the definition of their tables; a change stops the move";
    }

    @Override
    public void execute(StepContext context) {
        parts.guard().accept();
    }

    @Override
    public boolean check(StepContext context) {
        return parts.plan().movingStores().stream()
                .allMatch(store -> parts.control()
                        .identity(parts.plan().migration(), store)
                        .isPresent());
    }

    @Override
    public Reversal reversal() {
        return new Reversal.Undo("Nothing: the record is harmless", context -> {});
    }
}
