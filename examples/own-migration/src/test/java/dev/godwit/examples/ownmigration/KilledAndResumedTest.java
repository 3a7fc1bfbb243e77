package dev.godwit.examples.ownmigration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.Workflows;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed with signal 9 at a moment and started again; whatever the moment, it comes to its end. */
class KilledAndResumedTest {
    private static final List<String> MOMENTS =
            List.of("after add-column", "remember-3 fill-old-rows", "after require", "after drop-vip");
    private static final List<String> MOMENTS_OF_UNDO =
            List.of("before undo of require", "after undo of fill-new-rows");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void itGoesOnWhereItWasKilled() throws Exception {
        Map<String, Future<List<String>>> outcomes = new LinkedHashMap<>();
        // They wait most of their time, for the heartbeat of the dead process to get old.
        try (ExecutorService together = Executors.newFixedThreadPool(8)) {
            for (String moment : MOMENTS) {
                outcomes.put(moment, together.submit(() -> kill(moment, false)));
            }
            for (String moment : MOMENTS_OF_UNDO) {
                outcomes.put(moment, together.submit(() -> kill(moment, true)));
            }
            for (Map.Entry<String, Future<List<String>>> outcome : outcomes.entrySet()) {
                assertThat(outcome.getValue().get()).as(outcome.getKey()).isEmpty();
            }
        }
    }

    /** Kills it at the moment, lets it go on, and says what is wrong then. */
    private List<String> kill(String moment, boolean undone) throws Exception {
        Shop shop = new Shop();
        Path control = folder.resolve(moment.replace(' ', '-') + ".db");
        try (Workflows people = Workflows.open(EngineSettings.of("people", "jdbc:sqlite:" + control))) {
            Process first = start(shop, control, moment);
            boolean reached = follow(first, people, undone);
            // On Linux and macOS this is signal 9.
            first.destroyForcibly().waitFor();
            if (!reached) {
                return List.of("it ended before it was killed");
            }
            boolean vip = shop.database.hasColumn("vip");
            if (vip) {
                shop.register(true);
            }
            Process second = start(shop, control, "");
            follow(second, people, undone);
            second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            List<String> wrong = new ArrayList<>();
            if (second.exitValue() != 0) {
                wrong.add("it ended with " + second.exitValue());
            }
            String state = people.status("required-tier").state();
            if (!state.equals(undone ? "undone" : "done")) {
                wrong.add("it is " + state);
            }
            judge(shop, undone, vip ? 1 : 0, wrong);
            return wrong;
        }
    }

    /** Reads what the process says, and does what a person does then; whether it came to the moment. */
    private static boolean follow(Process process, Workflows people, boolean undone) throws IOException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                if (line.equals(KillableMain.HERE)) {
                    return true;
                }
                if (line.contains("stage contract waits")) {
                    if (undone) {
                        people.undo("required-tier", "a test");
                    } else {
                        people.approve("required-tier", "contract", "a test");
                    }
                }
                line = lines.readLine();
            }
        }
        return false;
    }

    private static void judge(Shop shop, boolean undone, int registered, List<String> wrong) throws SQLException {
        long rows = shop.database.number("select count(*) from customers");
        if (rows != Shop.CUSTOMERS + registered) {
            wrong.add("there are " + rows + " rows");
        }
        if (shop.database.hasColumn("vip") != undone || shop.database.hasTrigger("customers_tier")) {
            wrong.add("the table is neither as it was nor as it should be");
        }
        if (undone) {
            if (shop.database.hasColumn("tier")) {
                wrong.add("tier is still there");
            }
            return;
        }
        long gold = shop.database.number("select count(*) from customers where tier = 'gold'");
        if (gold != Shop.CUSTOMERS / 7 + registered || !shop.database.isRequired("tier")) {
            wrong.add(gold + " rows are gold");
        }
    }

    private Process start(Shop shop, Path control, String moment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KillableMain.class.getName(),
                "run",
                "--control-store",
                "jdbc:sqlite:" + control);
        builder.environment().put("DATABASE_URL", shop.database.url());
        builder.environment().put("KILL_AT", moment);
        builder.redirectError(folder.resolve("errors.log").toFile());
        return builder.start();
    }
}
