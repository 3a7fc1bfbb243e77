package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Signal;
import dev.godwit.core.Step;
import dev.godwit.core.Step.Reversal;
import dev.godwit.core.StepContext;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.UnitId;
import dev.godwit.engine.TestDatabases.Database;
import dev.godwit.engine.internal.ControlRoom;
import dev.godwit.engine.internal.EngineParts;
import dev.godwit.engine.internal.Leadership;
import dev.godwit.engine.internal.control.ControlStores;
import dev.godwit.engine.internal.unit.BacklogLimits;
import dev.godwit.engine.internal.workflow.MoveWorkflow;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.EnginePorts;
import dev.godwit.engine.spi.MoverSettings;
import dev.godwit.testkit.WorkflowTrial;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every step of the move is done, checked, undone, checked and done again, on real databases: twice each, with crashes.
 * A step without a way back is done twice. In the end the move has come to its end, as
 * if nothing had been undone.
 */
class MoveStepsTest {
    private static final String ANN = "account-1";
    private static final String BOB = "account-2";

    @TempDir
    Path folder;

    private final AtomicInteger key = new AtomicInteger(1_000);
    private Move move;
    private EngineParts parts;
    private Plan plan;

    @BeforeEach
    void wire() {
        move = new Move(folder, 6, 30);
        plan = move.plan(new Selection.Listed(List.of(new UnitId(ANN))), new Selection.All());
        SystemTime time = new SystemTime();
        Signal changed = time.signal();
        ControlStore control = ControlStores.open(move.settings, time, changed::raise);
        control.create(plan, "fingerprint");
        EnginePorts ports =
                new EnginePorts(control, changed, time, new ThreadTasks(), PausePoints.NONE, MoverSettings.DEFAULT);
        parts = EngineParts.of(
                plan,
                PlanStores.of(move.source, move.target),
                move.settings,
                ports,
                ControlRoom.of(ports, new Leadership(control, "test", ports.tasks(), time)),
                BacklogLimits.DEFAULT);
        parts.pool().start();
        parts.keeper().start();
    }

    @AfterEach
    void close() {
        parts.keeper().stop();
        parts.pool().stop();
        parts.control().close();
        move.close();
    }

    @Test
    void everyStepIsDoneAndUndoneAndDoneAgainWhateverCrashes() throws Exception {
        Witness witness = new Witness();
        new WorkflowTrial(MoveWorkflow.of(parts.moveParts(), PausePoints.NONE), this::context, witness, 0).run();
        assertThat(witness.undone)
                .containsExactly(
                        "install-source",
                        "install-target",
                        "remember-stores",
                        "wave-wave-1",
                        "wave-wave-2",
                        "probation");
        assertThat(move.legacy.ask("select count(*) from notes")).isEqualTo("0");
        assertThat(move.next.ask("select count(*) from notes")).isEqualTo(Integer.toString(6 * 30 + key.get() - 1_000));
        write(move.next, ANN);
        write(move.next, "born-later");
    }

    private StepContext context(Step step) {
        parts.context().begins(step);
        return parts.context();
    }

    /** Looks at both databases. */
    private final class Witness implements WorkflowTrial.Witness {
        private final Set<String> undone = new LinkedHashSet<>();

        @Override
        public void before(Step step) {
            if (step.name().equals("probation")) {
                parts.commands().carryOut(new Command(CommandKind.FINALIZE, Scope.MIGRATION, "", "test"));
            }
        }

        @Override
        public void done(Step step) {
            requireDone(step.name());
        }

        @Override
        public void beforeUndo(Step step) {
            parts.context().undoing();
        }

        @Override
        public void undone(Step step) {
            undone.add(step.name());
            if (step.reversal() instanceof Reversal.Undo undo && !undo.plan().startsWith("Nothing")) {
                requireUndone(step.name());
            }
        }
    }

    private void requireDone(String step) {
        switch (step) {
            case "install-source" -> assertThat(schemas(move.legacy)).isEqualTo("1");
            case "install-target" -> assertThat(schemas(move.next)).isEqualTo("1");
            case "wave-wave-1" -> {
                write(move.next, ANN);
                refuse(move.legacy, ANN);
                write(move.legacy, BOB);
            }
            case "wave-wave-2" -> {
                write(move.next, BOB);
                refuse(move.legacy, BOB);
            }
            default -> {}
        }
    }

    private void requireUndone(String step) {
        switch (step) {
            case "install-source" -> assertThat(schemas(move.legacy)).isEqualTo("0");
            case "install-target" -> assertThat(schemas(move.next)).isEqualTo("0");
            case "wave-wave-1" -> requireBack(ANN);
            case "wave-wave-2" -> requireBack(BOB);
            default -> throw new IllegalStateException("nobody has said what is so when " + step + " is undone");
        }
    }

    /** What was written while the unit lived in the target is in the source, and nothing of the move is left. */
    private void requireBack(String unit) {
        assertThat(parts.board().record(new UnitId(unit)).orElseThrow().phase()).isEqualTo(Phase.SETTLED);
        assertThat(rows(move.next, unit)).isEqualTo("0");
        assertThat(move.legacy.ask("select count(*) from godwit_notes.marks where unit = '" + unit + "'"))
                .isEqualTo("0");
        assertThat(move.legacy.ask("select in_flight from godwit_notes.fence where unit = '" + unit + "'"))
                .isEqualTo("f");
        assertThat(move.legacy.ask("select count(*) from notes where content = 'written in " + move.next.name()
                        + "' and creator = '" + unit + "'"))
                .isNotEqualTo("0");
        refuse(move.next, unit);
        write(move.legacy, unit);
    }

    private void write(Database database, String unit) {
        database.execute("insert into notes values (" + key.getAndIncrement() + ", '" + unit + "', 'written in "
                + database.name() + "')");
    }

    private static void refuse(Database database, String unit) {
        assertThatThrownBy(() -> database.execute("insert into notes values (1000000, '" + unit + "', 'refused')"))
                .rootCause()
                .hasMessageContaining("GODWIT MOVED");
    }

    private static String rows(Database database, String unit) {
        return database.ask("select count(*) from notes where creator = '" + unit + "'");
    }

    private static String schemas(Database database) {
        return database.ask("select count(*) from pg_namespace where nspname = 'godwit_notes'");
    }
}
