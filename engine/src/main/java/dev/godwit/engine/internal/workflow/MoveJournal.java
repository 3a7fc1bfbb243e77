package dev.godwit.engine.internal.workflow;

import dev.godwit.core.MigrationName;
import dev.godwit.core.Step;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.ControlStore.StepState;

/** How far the steps of a move are, in its control store. */
public record MoveJournal(MigrationName migration, ControlStore control) implements StepJournal {
    @Override
    public StepState state(Step step) {
        return control.step(migration.value(), step.name()).orElse(StepState.UNDONE);
    }

    @Override
    public void record(Step step, StepState state) {
        control.recordStep(migration, migration.value(), step.name(), state);
    }
}
