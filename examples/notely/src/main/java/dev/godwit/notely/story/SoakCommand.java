package dev.godwit.notely.story;

import dev.godwit.core.GodwitException;
import dev.godwit.core.TimeSource;
import dev.godwit.notely.application.Notely;
import dev.godwit.notely.application.NotelySettings;
import dev.godwit.notely.application.StartRefusedException;
import dev.godwit.notely.load.LoadSettings;
import dev.godwit.notely.migration.JourneyPlans;
import dev.godwit.notely.note.Cohort;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code notely soak}: everything at once, for minutes. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = {
            "Everything at once: users who never rest, releases, proxies killed by signal 9, accounts that move, are taken",
            "back, and go on to a second shard. Ends with 0 only if no answer was wrong, no request failed, and every note",
            "is as its user left it."
        })
public final class SoakCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final String RELEASES = "releases";
    private static final int SECONDS_MIN = 20;
    private static final int SECONDS_MAX = 24 * 60 * 60;
    private static final int NOTES_PER_ACCOUNT = 5;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StoryOptions options = new StoryOptions();

    @Option(
            names = "--seconds",
            paramLabel = "COUNT",
            defaultValue = "300",
            description = "How long. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--releases",
            paramLabel = "COUNT",
            defaultValue = "10",
            description = {
                "How many meanwhile, at least. Default: ${DEFAULT-VALUE}. A machine on which new versions",
                "become ready too late gets as much time again for them."
            })
    private int releases;

    @Option(
            names = "--overlap",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Of two versions in a release. Default: ${DEFAULT-VALUE}.")
    private int overlapSeconds;

    @Option(
            names = "--kill-every",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "A proxy dies so often. Default: ${DEFAULT-VALUE}.")
    private int killSeconds;

    @Option(
            names = "--accounts",
            paramLabel = "COUNT",
            defaultValue = "30",
            description = "Of the simulated users. Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(names = "--report", paramLabel = "FILE", description = "Where the report goes too.")
    private @Nullable Path report;

    @Override
    public Integer call() throws StartRefusedException, InterruptedException, IOException {
        if (seconds < SECONDS_MIN || seconds > SECONDS_MAX || releases < 0 || overlapSeconds < 1 || killSeconds < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--seconds is from " + SECONDS_MIN + " to " + SECONDS_MAX
                            + ", --releases at least 0, --overlap and --kill-every at least 1");
        }
        PrintWriter out = spec.commandLine().getOut();
        Duration overlap = Duration.ofSeconds(overlapSeconds);
        try (Theatre theatre = Theatre.open(options.settings(overlap), this::load, options.seed(), out)) {
            Outcome outcome = play(theatre);
            out.print(outcome.text());
            out.flush();
            if (report != null) {
                Files.writeString(report, outcome.text(), StandardCharsets.UTF_8);
            }
            return outcome.good() && outcome.deeds().getOrDefault(RELEASES, 0L) >= releases ? 0 : FAILED;
        } catch (StoryBrokenException | GodwitException e) {
            out.println("The run broke off: " + e.getMessage());
            return FAILED;
        }
    }

    private LoadSettings load(URI server) {
        return new LoadSettings(
                server,
                accounts,
                NOTES_PER_ACCOUNT,
                LoadSettings.REQUESTS_PER_MINUTE,
                true,
                LoadSettings.ABANDON_PERCENT,
                LoadSettings.COHORTS,
                LoadSettings.DEADLINE);
    }

    private Outcome play(Theatre theatre) throws InterruptedException {
        Notely notely = theatre.notely();
        SplittableRandom chance = new SplittableRandom(options.seed());
        Duration whole = Duration.ofSeconds(seconds);
        Releases released = new Releases(
                notely.deployments(), whole.dividedBy(Math.max(1, releases)), theatre.time(), theatre.screen());
        Killer killer = new Killer(
                notely.deployments(),
                Duration.ofSeconds(killSeconds),
                chance.split(),
                theatre.time(),
                theatre.screen());
        Travels travels = new Travels(notely.accounts(), theatre.stores(), chance.split(), theatre.time());
        theatre.beside("notely-releases", released);
        theatre.beside("notely-killer", killer);
        travel(theatre, travels, whole, released);
        theatre.endBeside();
        Map<String, Long> deeds = new LinkedHashMap<>();
        deeds.put(RELEASES, released.done());
        deeds.put("releases taken back", released.failed());
        deeds.put("proxies killed by signal 9", killer.kills());
        deeds.put("moves of single accounts begun", travels.moves());
        deeds.put("shard changes begun", travels.shardChanges());
        deeds.put("moves taken back", travels.takenBack());
        deeds.put("changes of flags refused", travels.refused());
        return theatre.end(deeds);
    }

    /** One half of the time before all accounts leave the first store; what is left then is spent after that. */
    private void travel(Theatre theatre, Travels travels, Duration whole, Releases released)
            throws InterruptedException {
        TimeSource time = theatre.time();
        long started = time.monotonicNanos();
        Screen screen = theatre.screen();
        Conductor conductor = theatre.conductor();
        screen.act("single accounts move to any store, go on from there and are taken back");
        travels.anywhere(() -> time.since(started).compareTo(whole.dividedBy(2)) >= 0);
        screen.act("all waves move");
        for (Cohort cohort : Cohort.values()) {
            conductor.moveWave(cohort.text());
        }
        conductor.moveWave(JourneyPlans.REST.value());
        screen.act("those that were taken back move too");
        travels.sendAll();
        screen.act("the move is accepted");
        theatre.accept();
        screen.act("single accounts move to any store, the first one too");
        travels.anywhere(() -> isEnough(time.since(started), whole, released));
        screen.act("a half of all goes to the second shard");
        conductor.moveTo(NotelySettings.SECOND, theatre.everySecondAccount());
    }

    private boolean isEnough(Duration spent, Duration whole, Releases released) {
        Duration allowed = released.done() < releases ? whole.multipliedBy(2) : whole;
        return spent.compareTo(allowed) >= 0;
    }
}
