package dev.godwit.notely.load;

import static org.awaitility.Awaitility.await;

import dev.godwit.core.SystemTime;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator.SplittableGenerator;

/** A short run against a small Notely, and what came of it. */
record LoadRun(LoadReport report, WholeLook look, List<Miss> misses) {
    static final SmallNotely.Postman HONEST = (method, work) -> work.get();
    static final Duration DEADLINE = Duration.ofMillis(200);

    private static final int OPERATIONS = 1_000;
    private static final long SEED = 20_261_123;

    static LoadRun against(NotesInMemory notes) throws InterruptedException {
        return against(notes, HONEST, OPERATIONS);
    }

    static LoadRun against(NotesInMemory notes, SmallNotely.Postman postman, int operations)
            throws InterruptedException {
        List<Miss> misses = new CopyOnWriteArrayList<>();
        SplittableGenerator chance = new SplittableRandom(SEED);
        try (SmallNotely notely = new SmallNotely(notes, postman);
                LoadGenerator load =
                        new LoadGenerator(settings(notely, 8, true), new SystemTime(), chance, misses::add)) {
            load.start();
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> load.progress().operations() >= operations);
            load.stop();
            return new LoadRun(load.report(), load.look(), misses);
        }
    }

    static LoadSettings settings(SmallNotely notely, int concurrency, boolean maxRate) {
        return new LoadSettings(notely.url(), concurrency, 4, 60, maxRate, 20, LoadSettings.COHORTS, DEADLINE);
    }
}
