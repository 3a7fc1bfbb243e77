package dev.godwit.notely.story;

import dev.godwit.core.GodwitException;
import dev.godwit.notely.application.NotelySettings;
import dev.godwit.notely.application.StartRefusedException;
import dev.godwit.notely.load.LoadSettings;
import dev.godwit.notely.migration.JourneyPlans;
import dev.godwit.notely.note.Cohort;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code notely show}: the whole story without hands. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "The whole story without hands: simulated users at work, their notes moved from legacy to new in waves,",
            "a release in the middle, an account that goes back and forth, a second shard, and a report.",
            "Ends with 0 only if no answer was wrong, no request failed, and every note is as its user left it."
        })
public final class ShowCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int NOTES_PER_ACCOUNT = 5;
    private static final int REQUESTS_PER_MINUTE = 600;
    private static final int USERS = 25;
    private static final long SOME_OPERATIONS = 1_500;
    /** The next one would begin long after the end. */
    private static final Duration ONLY_ONE = Duration.ofDays(1);

    private static final Duration OVERLAP = Duration.ofSeconds(5);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StoryOptions options = new StoryOptions();

    @Option(
            names = "--accounts",
            paramLabel = "COUNT",
            defaultValue = "" + USERS,
            description = "How many accounts the simulated users have, 5 to 500. Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Override
    public Integer call() throws StartRefusedException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (Theatre theatre = Theatre.open(options.settings(OVERLAP), this::load, options.seed(), out)) {
            Outcome outcome = play(theatre);
            out.print(outcome.text());
            out.flush();
            return outcome.good() ? 0 : FAILED;
        } catch (StoryBrokenException | GodwitException e) {
            out.println("The show broke off: " + e.getMessage());
            return FAILED;
        }
    }

    private LoadSettings load(URI server) {
        return new LoadSettings(
                server,
                accounts,
                NOTES_PER_ACCOUNT,
                REQUESTS_PER_MINUTE,
                false,
                LoadSettings.ABANDON_PERCENT,
                LoadSettings.COHORTS,
                LoadSettings.DEADLINE);
    }

    private static Outcome play(Theatre theatre) throws InterruptedException {
        Screen screen = theatre.screen();
        Conductor conductor = theatre.conductor();
        screen.act("the users begin: all that they write goes to the legacy store");
        conductor.awaitOperations(SOME_OPERATIONS);
        screen.act("wave internal: the bravest accounts move to the new store while they are used");
        conductor.moveWave(Cohort.INTERNAL.text());
        screen.act("a release in the middle: two versions of the data proxy take traffic for a while");
        Releases releases = new Releases(theatre.notely().deployments(), ONLY_ONE, theatre.time(), screen);
        theatre.beside("notely-release", releases);
        screen.act("wave free: most accounts");
        conductor.moveWave(Cohort.FREE.text());
        UUID account = theatre.accountOf(Cohort.FREE);
        screen.act("account " + account + " goes back to the legacy store, with all that it has written since");
        conductor.thereAndBack(account);
        screen.act("account " + account + " goes on to the second shard, while others have not left the legacy store");
        conductor.moveTo(NotelySettings.SECOND, List.of(account));
        screen.act("wave enterprise, and the rest");
        conductor.moveWave(Cohort.ENTERPRISE.text());
        conductor.moveWave(JourneyPlans.REST.value());
        conductor.await("the release has happened", () -> releases.done() > 0);
        conductor.awaitOperations(SOME_OPERATIONS);
        screen.act("the move is accepted: the legacy store gives its rows up");
        theatre.accept();
        screen.act("a second shard: a half of the accounts is told by their flags to live there");
        conductor.moveTo(NotelySettings.SECOND, theatre.everySecondAccount());
        conductor.awaitOperations(SOME_OPERATIONS);
        return theatre.end(Map.of("releases", releases.done()));
    }
}
