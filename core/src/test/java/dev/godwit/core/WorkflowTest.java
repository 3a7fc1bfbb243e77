package dev.godwit.core;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Step.Reversal;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkflowTest {
    @Test
    void twoStepsOfAWorkflowCantShareAName() {
        List<Stage> stages =
                List.of(new Stage("one", false, List.of(step("copy"))), new Stage("two", false, List.of(step("copy"))));
        assertThatThrownBy(() -> new Workflow("move", stages)).hasMessageContaining("copy");
    }

    private static Step step(String name) {
        return new Step() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String plan() {
                return "";
            }

            @Override
            public void execute(StepContext context) {}

            @Override
            public boolean check(StepContext context) {
                return true;
            }

            @Override
            public Reversal reversal() {
                return new Reversal.PointOfNoReturn("");
            }
        };
    }
}
