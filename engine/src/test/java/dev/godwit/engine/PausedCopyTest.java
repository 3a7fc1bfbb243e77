package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.PausePoint;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy that was paused goes on where it was, whatever was written and whoever goes on. */
class PausedCopyTest {
    private static final int ROWS = 6_000;

    @TempDir
    Path folder;

    @Test
    void rowsThatAreWrittenBeyondThePausedCopyAreCopiedOnceByTheNextServer() {
        try (Move move = new Move(folder, 1, ROWS)) {
            Plan plan = move.plan(new Selection.All());
            AtomicReference<Engine> first = new AtomicReference<>();
            first.set(move.open(plan, point -> {
                if (point == PausePoint.AFTER_CHUNK_WRITE) {
                    Move.command(first.get(), CommandKind.PAUSE);
                }
            }));
            first.get().start();
            eventually(() -> assertThat(first.get().status().waitsFor()).contains("unit account-0: paused"));
            first.get().close();
            int copied = Integer.parseInt(move.next.ask("select count(*) from notes"));
            assertThat(copied).isPositive().isLessThan(ROWS);

            move.legacy.execute("update notes set content = 'written in the pause' where id in (1, " + ROWS + ")");
            move.legacy.execute("insert into notes values (" + (ROWS + 1) + ", 'account-0', 'born in the pause')");
            try (Engine second = move.open(plan, point -> {})) {
                second.start();
                eventually(() -> assertThat(move.legacy.ask("select count(*) from godwit_notes.marks"))
                        .isEqualTo("0"));
                Move.command(second, CommandKind.RESUME);
                eventually(() -> assertThat(second.status().phases())
                        .as(() -> second.status().toString())
                        .containsEntry(Phase.PROBATION, 1L));
                assertThat(Move.content(move.next)).isEqualTo(Move.content(move.legacy));
                assertThat(second.status().attention()).isEmpty();
            }
        }
    }

    private static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
    }
}
