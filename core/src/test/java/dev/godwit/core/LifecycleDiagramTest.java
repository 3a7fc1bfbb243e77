package dev.godwit.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.UnitLifecycle.Transition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LifecycleDiagramTest {
    private static final Path ARCHITECTURE = Path.of("..", "ARCHITECTURE.md");

    @Test
    void theDiagramInTheArchitectureIsTheTable() throws IOException {
        assertThat(Files.readString(ARCHITECTURE))
                .as("put this into ARCHITECTURE.md:%n%s", diagram())
                .contains(diagram());
    }

    private static String diagram() {
        Set<String> lines = new LinkedHashSet<>();
        lines.add("```mermaid");
        lines.add("stateDiagram-v2");
        lines.add("    [*] --> " + node(UnitLifecycle.transitions().getFirst().from()));
        for (Transition transition : UnitLifecycle.transitions()) {
            lines.add("    " + node(transition.from()) + " --> " + node(transition.to()) + " : " + transition.event());
        }
        return String.join("\n", lines) + "\n```\n";
    }

    private static String node(UnitState state) {
        return state.phase() == Phase.SETTLED
                ? state.phase() + "_" + state.home()
                : state.phase().name();
    }
}
