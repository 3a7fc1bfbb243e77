package dev.godwit.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.bench.kill.KillRun.Outcome;
import dev.godwit.core.PausePoint;
import dev.godwit.postgres.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed at each named pause point while an application works, and started again. Whatever the point, the
 * stores end equal, no answer was wrong, and no write was lost: so say the users, and the checkers. A new pause point is covered by
 * being there; those that a roll-back passes are passed by it too. A run dies at several points, one server after the other.
 * A build has a third of the points; {@code -Dtest.jvm=-Dkill.points=all} has all of them, {@code apart} gives each a run of
 * its own, {@code AFTER_SEAL,ROLL_BACK_1} are some.
 */
class KillTest {
    /** Runs wait most of their time, for the lead of the dead server to lapse. */
    private static final int RUNS_AT_ONCE = 6;

    @TempDir
    Path folder;

    @Test
    void nothing_is_lost_at_any_pause_point() throws Exception {
        Map<KillCase, String> table = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        try (PostgresServer legacy =
                        PostgresServer.start("kill-legacy", Map.of("fsync", "off", "max_connections", "500"));
                PostgresServer target =
                        PostgresServer.start("kill-new", Map.of("fsync", "off", "max_connections", "500"));
                ExecutorService runs = Executors.newFixedThreadPool(RUNS_AT_ONCE)) {
            ClassArchive classes = archive(legacy, target);
            Map<KillCase, Future<Outcome>> outcomes = new LinkedHashMap<>();
            for (KillCase wanted : KillCase.wanted(System.getProperty("kill.points", ""))) {
                outcomes.put(wanted, runs.submit(() -> run(wanted, legacy, target, classes)));
            }
            for (Map.Entry<KillCase, Future<Outcome>> outcome : outcomes.entrySet()) {
                Outcome result = outcome.getValue().get();
                table.put(outcome.getKey(), row(outcome.getKey(), result));
                result.wrong().forEach(text -> wrong.add(outcome.getKey().name() + ": " + text));
            }
        } finally {
            System.out.println(
                    "pause point                  script    kills operations  held  checked  result killed at");
            table.values().forEach(System.out::println);
        }
        assertThat(wrong).isEmpty();
    }

    /** Of what a server loads that starts and ends in peace. */
    private ClassArchive archive(PostgresServer legacy, PostgresServer target) throws Exception {
        ClassArchive classes = ClassArchive.in(folder.resolve("classes"));
        Path own = Files.createDirectory(folder.resolve("peace"));
        await(KillableServer.process(
                classes.noting(),
                own,
                KillRun.database(legacy, "peace"),
                KillRun.database(target, "peace"),
                false,
                PausePoint.AFTER_FREEZE));
        await(new ProcessBuilder(classes.writer()));
        return classes;
    }

    private void await(ProcessBuilder builder) throws Exception {
        Path log = folder.resolve("log");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process.getOutputStream().close();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    }

    private Outcome run(KillCase wanted, PostgresServer legacy, PostgresServer target, ClassArchive classes)
            throws Exception {
        Path own = Files.createDirectory(folder.resolve(wanted.name()));
        try (KillRun run = new KillRun(wanted, own, legacy, target, classes)) {
            return run.run();
        } catch (IllegalStateException | java.io.IOException e) {
            return new Outcome(0, 0, 0, 0, List.of(e.toString()));
        }
    }

    private static String row(KillCase wanted, Outcome outcome) {
        return "%-28s %-9s %5d %10d %5d %8d  %s %s"
                .formatted(
                        wanted.name(),
                        wanted.script(),
                        outcome.killed(),
                        outcome.operations(),
                        outcome.heldWrites(),
                        outcome.checked(),
                        outcome.wrong().isEmpty() ? "ok   " : "WRONG",
                        wanted.deaths());
    }
}
