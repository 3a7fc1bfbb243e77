package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan.Selection;
import dev.godwit.engine.Move.Wired;
import dev.godwit.engine.internal.unit.BacklogLimits;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The control store has no space left in the middle of a move: its connections may let the file grow to a bound, up to
 * which somebody else has filled it.
 */
class FullControlStoreTest {
    private static final int UNITS = 200;
    /** Of 10 rows a unit, so that the move lasts for some seconds. */
    private static final long ROWS_PER_SECOND = 400;

    private static final int PAGES = 600;
    private static final int PAGE_BYTES = 4_096;
    private static final int MOST_COMMANDS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void nothing_is_lost_and_the_move_goes_on_when_there_is_space_again() throws SQLException {
        String file = "jdbc:sqlite:" + folder.resolve("control.db");
        EngineSettings settings = EngineSettings.of("test", file + "?max_page_count=" + PAGES);
        try (Move move = new Move(settings, UNITS, 10);
                Wired engine = move.wire(move.planWithApprovedWaves(new Selection.All()), BacklogLimits.DEFAULT)) {
            engine.start();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(engine.status().waitsFor())
                            .anySatisfy(reason -> assertThat(reason).contains("approv")));
            bound(engine, Optional.of(ROWS_PER_SECOND));
            engine.command(CommandKind.APPROVE, "wave-1");
            await().atMost(PATIENCE).until(() -> moved(engine) > 0);

            fill(file);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(engine.status().waitsFor())
                            .anySatisfy(reason -> assertThat(reason).contains("CONTROL_STORE_FULL")));
            GodwitException refused = refusal(engine);
            assertThat(refused.code()).isEqualTo(ErrorCode.CONTROL_STORE_FULL);
            assertThat(refused.describe()).contains("database or disk is full", "Next: free space");
            assertThat(moved(engine)).isLessThan(UNITS);

            free(file);
            bound(engine, Optional.empty());
            await().atMost(PATIENCE).until(() -> moved(engine) == UNITS);
            assertThat(engine.status().attention()).isEmpty();
            assertThat(engine.status().flags().paused()).isEmpty();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Move.content(move.next)).isEqualTo(Move.content(move.legacy)));
        }
    }

    /** Of a command that writes something down; the first ones may still find room in pages that are there. */
    private static GodwitException refusal(Wired engine) {
        return LongStream.range(0, MOST_COMMANDS)
                .mapToObj(number -> new Command(
                        CommandKind.THROTTLE, Scope.MIGRATION, "", "x".repeat(1_000), Optional.of(1_000_000 + number)))
                .map(command -> catchThrowableOfType(
                        GodwitException.class, () -> engine.parts().commands().carryOut(command)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    private static void bound(Wired engine, Optional<Long> rowsPerSecond) {
        engine.parts()
                .commands()
                .carryOut(new Command(CommandKind.THROTTLE, Scope.MIGRATION, "", "test", rowsPerSecond));
    }

    private static long moved(Wired engine) {
        return engine.status().phases().getOrDefault(Phase.PROBATION, 0L);
    }

    private static void fill(String file) throws SQLException {
        execute(
                file,
                "create table filler (content blob)",
                "insert into filler values (zeroblob(" + PAGES * PAGE_BYTES + "))");
    }

    private static void free(String file) throws SQLException {
        execute(file, "drop table filler");
    }

    private static void execute(String file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(file + "?busy_timeout=10000");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
