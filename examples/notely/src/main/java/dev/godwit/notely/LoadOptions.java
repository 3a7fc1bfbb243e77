package dev.godwit.notely;

import dev.godwit.notely.load.LoadSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags of the simulated users. */
final class LoadOptions {
    private static final URI SOMEWHERE = URI.create("http://127.0.0.1");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--gen", description = "Lets simulated users work, who notice each wrong answer.")
    private boolean wanted;

    @Option(
            names = "--concurrency",
            paramLabel = "ACCOUNTS",
            description =
                    "How many accounts they have, all at work at once. Default: " + LoadSettings.CONCURRENCY + ".")
    private int concurrency = LoadSettings.CONCURRENCY;

    @Option(
            names = "--notes-per-account",
            paramLabel = "NOTES",
            description = "About which their number of notes drifts, between half and twice of it. Default: "
                    + LoadSettings.NOTES_PER_ACCOUNT + ".")
    private int notesPerAccount = LoadSettings.NOTES_PER_ACCOUNT;

    @Option(
            names = "--rpm",
            paramLabel = "REQUESTS",
            description = "Requests per minute of each. Default: " + LoadSettings.REQUESTS_PER_MINUTE + ".")
    private int requestsPerMinute = LoadSettings.REQUESTS_PER_MINUTE;

    @Option(names = "--max-rate", description = "No pauses between requests.")
    private boolean maxRate;

    @Option(
            names = "--abandon",
            paramLabel = "PERCENT",
            defaultValue = LoadSettings.ABANDON_PERCENT + "%",
            description = "The share of their first notes that nobody ever touches again. Default: ${DEFAULT-VALUE}.")
    private String abandon = "";

    @Option(
            names = "--cohorts",
            paramLabel = "COHORTS",
            split = ",",
            description = "Given to the accounts in turn. Default: internal,free,free,free,enterprise.")
    private List<String> cohorts = new ArrayList<>(LoadSettings.COHORTS);

    boolean wanted() {
        return wanted;
    }

    /** @throws ParameterException when a flag has a value that makes no sense */
    void check() {
        settings(SOMEWHERE);
    }

    /** The load on a server; {@link #check} says before whether it makes sense. */
    LoadSettings settings(URI server) {
        try {
            return new LoadSettings(
                    server,
                    concurrency,
                    notesPerAccount,
                    requestsPerMinute,
                    maxRate,
                    LoadSettings.percent(abandon),
                    cohorts,
                    LoadSettings.DEADLINE);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
