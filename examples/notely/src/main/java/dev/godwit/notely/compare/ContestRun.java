package dev.godwit.notely.compare;

import dev.godwit.core.TimeSource;
import dev.godwit.notely.load.LoadGenerator;
import dev.godwit.notely.load.LoadSettings;
import dev.godwit.notely.load.WholeLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Carries out one journey under load and tells what users noticed. Used once, by one thread. */
final class ContestRun {
    private static final int ACCOUNTS = 40;
    private static final int NOTES_PER_ACCOUNT = 5;
    private static final Duration START_PATIENCE = Duration.ofSeconds(120);
    private static final Duration READY_PATIENCE = Duration.ofSeconds(60);
    /** At these shares of the duration the new version is deployed, and the accounts are told to migrate. */
    private static final double DEPLOY_AT = 0.15;

    private static final double MIGRATE_AT = 0.2;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Contest contest;
    private final ComparisonSettings settings;
    private final TimeSource time;
    private final Path folder;
    private final ContestWatch watch;

    ContestRun(Contest contest, ComparisonSettings settings, TimeSource time, Path folder, ContestWatch watch) {
        this.contest = contest;
        this.settings = settings;
        this.time = time;
        this.folder = folder;
        this.watch = watch;
    }

    /**
     * Runs it.
     *
     * @param main the main class of Notely
     * @throws ContestFailedException when Notely does not do what it is asked to
     * @throws IOException when Notely can't be started
     */
    ContestResult run(String main) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        watch.phase("starts");
        try (NotelyProcess notely = NotelyProcess.start(main, folder, flags());
                NotelyApi api = new NotelyApi(notely.url());
                LoadGenerator load =
                        new LoadGenerator(load(notely), time, new SplittableRandom(settings.seed()), miss -> {})) {
            watch.of(load);
            notely.awaitHealthy(api, time, START_PATIENCE);
            load.start();
            watch.until("users arrive", READY_PATIENCE, () -> load.progress().accounts() == ACCOUNTS);
            Passage passage = new Passage(api, time, watch, load.accounts(), settings.settling());
            if (contest.before().isPresent()) {
                passage.reach(contest, folder.resolve("data"));
            }
            migrateUnderLoad(api, passage, load);
            load.stop();
            if (!notely.alive()) {
                throw new ContestFailedException("Notely has ended: " + notely.lastWords());
            }
            return result(api, passage, load);
        }
    }

    private List<String> flags() {
        return List.of(
                "--strategy",
                contest.first(),
                "--shards",
                Integer.toString(contest.shards()),
                "--stores",
                settings.stores(),
                "--overlap",
                settings.overlap().toSeconds() + "s",
                "--network-delay",
                "1..5ms",
                "--log-level",
                "warn");
    }

    private LoadSettings load(NotelyProcess notely) {
        return new LoadSettings(
                notely.url(),
                ACCOUNTS,
                NOTES_PER_ACCOUNT,
                LoadSettings.REQUESTS_PER_MINUTE,
                true,
                LoadSettings.ABANDON_PERCENT,
                LoadSettings.COHORTS,
                LoadSettings.DEADLINE);
    }

    private void migrateUnderLoad(NotelyApi api, Passage passage, LoadGenerator load) throws InterruptedException {
        long begin = time.monotonicNanos();
        watch.until("one version", begin, share(DEPLOY_AT));
        watch.phase("new version starts");
        NotelyApi.Reply deployed = api.deploy(
                contest.second().map(strategy -> Map.of("strategy", strategy)).orElse(Map.of()));
        if (!deployed.ok()) {
            throw new ContestFailedException("no new version: HTTP " + deployed.status() + " " + deployed.body());
        }
        long bothAlive = time.monotonicNanos();
        watch.until("two versions", begin, share(MIGRATE_AT));
        passage.migrateAll(contest.shard());
        watch.until(
                "accounts migrate, two versions", bothAlive, settings.overlap().plus(settings.settling()));
        watch.until("accounts migrate, new version", begin, settings.duration());
        watch.atMost(
                "more operations are needed",
                begin,
                settings.duration().multipliedBy(ComparisonSettings.PROLONGED),
                () -> load.progress().operations() >= settings.operations());
    }

    private ContestResult result(NotelyApi api, Passage passage, LoadGenerator load) throws InterruptedException {
        long left = passage.awaitEmpty(contest.source());
        watch.phase("last look");
        WholeLook look = load.look();
        return ContestResult.of(contest, settings.operations(), load.report(), look, left, api.total());
    }

    private Duration share(double share) {
        return Duration.ofNanos(Math.round(settings.duration().toSeconds() * NANOS_PER_SECOND * share));
    }
}
