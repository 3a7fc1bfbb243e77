package dev.godwit.engine.internal.control;

import dev.godwit.engine.spi.ControlStore.StepState;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of steps in the control store: how far each is, and what it remembers. */
final class StepRows {
    private StepRows() {}

    static Optional<StepState> state(Handle handle, String workflow, String step) {
        return handle.createQuery("select state from step where workflow = :workflow and step = :step")
                .bind("workflow", workflow)
                .bind("step", step)
                .map((row, context) -> StepState.valueOf(row.getString(1)))
                .findOne();
    }

    /** Writes the state; a step that is undone remembers nothing. */
    static void write(Handle handle, String workflow, String step, StepState state) {
        handle.createUpdate("insert into step (workflow, step, state) values (:workflow, :step, :state)"
                        + " on conflict (workflow, step) do update set state = excluded.state,"
                        + " memory = case when excluded.state = 'UNDONE' then null else step.memory end")
                .bind("workflow", workflow)
                .bind("step", step)
                .bind("state", state.name())
                .execute();
    }

    static Optional<String> memory(Handle handle, String workflow, String step) {
        return handle.createQuery("select memory from step"
                        + " where workflow = :workflow and step = :step and memory is not null")
                .bind("workflow", workflow)
                .bind("step", step)
                .mapTo(String.class)
                .findOne();
    }

    static void remember(Handle handle, String workflow, String step, String text) {
        handle.createUpdate("update step set memory = :memory where workflow = :workflow and step = :step")
                .bind("workflow", workflow)
                .bind("step", step)
                .bind("memory", text)
                .execute();
    }

    /** The steps of a workflow in these states. */
    static List<String> in(Handle handle, String workflow, List<StepState> states) {
        return handle.createQuery("select step from step where workflow = :workflow and state in (<states>)")
                .bind("workflow", workflow)
                .bindList("states", states.stream().map(Enum::name).toList())
                .mapTo(String.class)
                .list();
    }
}
