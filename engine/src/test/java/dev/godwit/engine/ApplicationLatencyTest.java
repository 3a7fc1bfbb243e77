package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.ApplicationLatency.Part;
import dev.godwit.core.ApplicationLatency.Stretch;
import dev.godwit.core.ControlPlane.Capability;
import dev.godwit.core.ControlPlane.RenewalRequest;
import dev.godwit.core.ControlPlane.RouterHello;
import dev.godwit.core.ControlPlane.StoreLatency;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.StoreName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a migration disturbs the application can be seen, also by whoever comes later. */
class ApplicationLatencyTest {
    private static final KeyspaceName NOTES = new KeyspaceName("notes");

    @TempDir
    Path folder;

    @Test
    void a_move_keeps_what_the_application_was_like_before_during_and_after_it() {
        try (Move move = new Move(folder, 1, 4_000)) {
            Plan plan = move.planWithApprovedWaves(new Selection.All());
            ApplicationLatency seen;
            try (Engine engine = move.open(plan, PausePoints.NONE)) {
                assertThat(engine.latency().remarks()).containsExactly("No router has reported yet.");
                engine.controlPlane().register(new RouterHello(NOTES, "app", "1", List.of(Capability.MOVE)));
                throttle(engine, Optional.of(1_000L));
                engine.start();
                engine.watchLatency();
                reportUntil(engine, 3, Part.BEFORE);
                Move.command(engine, CommandKind.APPROVE, "wave-1");
                reportUntil(engine, 9, Part.DURING);
                throttle(engine, Optional.empty());
                reportUntil(engine, 4, Part.AFTER);
                seen = engine.latency();
            }
            assertThat(seen.remarks()).isEmpty();
            assertThat(seen.stages())
                    .extracting(stretch -> stretch.inWords() + " in " + stretch.store())
                    .containsSubsequence(
                            "before in legacy", "during: wave wave-1 in legacy", "after: probation in legacy");
            assertThat(stretch(seen, Part.BEFORE).worstP99Millis()).isBetween(2.9, 3.1);
            assertThat(stretch(seen, Part.DURING).worstP99Millis()).isBetween(8.9, 9.1);

            try (Engine next = move.open(plan, PausePoints.NONE)) {
                assertThat(stretch(next.latency(), Part.DURING)).isEqualTo(stretch(seen, Part.DURING));
                assertThat(next.latency().remarks()).containsExactly("No router reports now.");
            }
        }
    }

    private static Stretch stretch(ApplicationLatency latency, Part part) {
        return latency.parts().stream()
                .filter(stretch -> stretch.part() == part)
                .findFirst()
                .orElseThrow();
    }

    private static void reportUntil(Engine engine, double p99Millis, Part part) {
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    engine.controlPlane()
                            .renew(new RenewalRequest(
                                    NOTES,
                                    "app",
                                    0,
                                    Duration.ZERO,
                                    List.of(new StoreLatency(new StoreName("legacy"), 1_000, p99Millis))));
                    assertThat(engine.latency().parts())
                            .extracting(Stretch::part)
                            .contains(part);
                });
    }

    private static void throttle(Engine engine, Optional<Long> rowsPerSecond) {
        engine.command(new Command(CommandKind.THROTTLE, Scope.MIGRATION, "", "test", rowsPerSecond));
    }
}
