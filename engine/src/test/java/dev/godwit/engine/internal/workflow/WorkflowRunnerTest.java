package dev.godwit.engine.internal.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Stage;
import dev.godwit.core.Step;
import dev.godwit.core.StepContext;
import dev.godwit.core.SystemTime;
import dev.godwit.core.Workflow;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.internal.RunContext;
import dev.godwit.engine.internal.control.ControlStores;
import dev.godwit.engine.internal.control.Plans;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.ControlStore.StepState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowRunnerTest {
    private static final MigrationName MIGRATION = Plans.PLAN.migration();

    @TempDir
    Path folder;

    private final List<String> done = new ArrayList<>();
    private ControlStore control;

    @BeforeEach
    void open() {
        SystemTime time = new SystemTime();
        control = ControlStores.open(
                EngineSettings.of("test", "jdbc:sqlite:" + folder.resolve("control.db")), time, () -> {});
        control.create(Plans.PLAN, "fingerprint");
    }

    @AfterEach
    void close() {
        control.close();
    }

    @Test
    void stepsRunInOrderAndAreJournalled() throws InterruptedException {
        runner().run(workflow(new Recorded("one"), new Recorded("two")));
        assertThat(done).containsExactly("one", "two");
        assertThat(control.step(MIGRATION.value(), "two")).contains(StepState.DONE);
    }

    @Test
    void aRunThatDiedGoesOnWithTheStepThatWasNotDone() throws InterruptedException {
        Recorded failing = new Recorded("two");
        failing.failures = 1;
        Workflow workflow = workflow(new Recorded("one"), failing, new Recorded("three"));
        assertThatThrownBy(() -> runner().run(workflow)).hasMessageContaining("two failed");
        runner().run(workflow);
        assertThat(done).containsExactly("one", "two", "three");
    }

    @Test
    void aStepThatIsDoneIsStillCheckedAndRepeatedWhenItsEffectIsGone() throws InterruptedException {
        Recorded first = new Recorded("one");
        Workflow workflow = workflow(first);
        runner().run(workflow);
        first.effect = false;
        runner().run(workflow);
        assertThat(done).containsExactly("one", "one");
    }

    @Test
    void aStepWithoutEffectIsAnError() {
        Recorded ineffective = new Recorded("one");
        ineffective.ineffective = true;
        assertThatThrownBy(() -> runner().run(workflow(ineffective))).hasMessageContaining("effect is not there");
    }

    @Test
    void undoGoesBackwardsAndOnlyThroughStepsThatBegan() throws InterruptedException {
        Recorded failing = new Recorded("two");
        failing.failures = 1;
        Workflow workflow = workflow(new Recorded("one"), failing, new Recorded("three"));
        assertThatThrownBy(() -> runner().run(workflow)).isInstanceOf(GodwitException.class);
        done.clear();
        runner().undo(workflow);
        assertThat(done).containsExactly("undo two", "undo one");
        runner().undo(workflow);
        assertThat(done).containsExactly("undo two", "undo one");
    }

    @Test
    void nothingIsUndoneAfterThePointOfNoReturn() throws InterruptedException {
        Recorded last = new Recorded("two");
        last.pointOfNoReturn = true;
        Workflow workflow = workflow(new Recorded("one"), last);
        runner().run(workflow);
        done.clear();
        assertThatThrownBy(() -> runner().undo(workflow))
                .isInstanceOfSatisfying(
                        GodwitException.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.POINT_OF_NO_RETURN));
        assertThat(done).isEmpty();
    }

    private Workflow workflow(Step... steps) {
        return new Workflow("move", List.of(new Stage("all", false, List.of(steps))));
    }

    private WorkflowRunner runner() {
        RunContext context = new RunContext(MIGRATION, control, new SystemTime());
        return new WorkflowRunner(new MoveJournal(MIGRATION, control), context, stage -> true, stage -> {});
    }

    private final class Recorded implements Step {
        private final String name;
        private int failures;
        private boolean ineffective;
        private boolean effect;
        private boolean pointOfNoReturn;

        private Recorded(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String plan() {
            return name;
        }

        @Override
        public void execute(StepContext context) {
            if (failures-- > 0) {
                throw new GodwitException(ErrorCode.STORE_FAILED, name + " failed");
            }
            effect = !ineffective;
            done.add(name);
        }

        @Override
        public boolean check(StepContext context) {
            return effect;
        }

        @Override
        public Reversal reversal() {
            if (pointOfNoReturn) {
                return new Reversal.PointOfNoReturn("it is so");
            }
            return new Reversal.Undo("undo", context -> {
                effect = false;
                done.add("undo " + name);
            });
        }
    }
}
