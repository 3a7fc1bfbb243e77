package dev.godwit.notely.compare;

import dev.godwit.core.SystemTime;
import dev.godwit.notely.Main;
import dev.godwit.notely.application.Logs;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Compares the strategies: {@code notely compare}. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Puts the same load on every strategy while two versions of the data proxy are alive and all accounts migrate,",
            "and says what users noticed. Exit code 0 means that nobody noticed anything of godwit."
        })
public final class CompareCommand implements Callable<Integer> {
    private static final int FINDINGS_SHOWN = 5;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--operations",
            paramLabel = "COUNT",
            defaultValue = "" + ComparisonSettings.OPERATIONS,
            description = "That each run must reach, or it fails. Default: ${DEFAULT-VALUE}.")
    private long operations;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            defaultValue = "" + ComparisonSettings.SECONDS,
            description =
                    "Of load in each run; one that has not reached its operations goes on. Default: ${DEFAULT-VALUE}.")
    private long seconds;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Of the load, the same in each run. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--stores",
            paramLabel = "STORES",
            defaultValue = "postgres",
            description = "As Notely's own flag: 'postgres' or 'sqlite'. Default: ${DEFAULT-VALUE}.")
    private String stores = "postgres";

    @Option(
            names = "--only",
            paramLabel = "STRATEGY",
            split = ",",
            description = "Runs these strategies only; without godwit the exit code is never 0.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--json", description = "Prints the result as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ComparisonSettings settings = settings();
        Logs.ofReport();
        ComparisonReport report = new Comparison(settings, new SystemTime(), Main.class.getName(), line -> {
                    err.println(line);
                    err.flush();
                })
                .run();
        if (json) {
            out.println(JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(report));
        } else {
            report.strategies().forEach(result -> out.println(result.line()));
            report.strategies().stream()
                    .filter(result -> result.strategy().equals(Contest.GODWIT))
                    .flatMap(result -> result.findings().stream().limit(FINDINGS_SHOWN))
                    .forEach(finding -> err.println("  found with godwit: " + finding));
        }
        out.flush();
        return report.passed() ? 0 : 1;
    }

    private ComparisonSettings settings() {
        List<Contest> contests = Contest.ALL.stream()
                .filter(contest -> only.isEmpty() || only.contains(contest.strategy()))
                .toList();
        String known = Contest.ALL.stream().map(Contest::strategy).distinct().collect(Collectors.joining(", "));
        for (String name : only) {
            if (contests.stream().noneMatch(contest -> contest.strategy().equals(name))) {
                throw new ParameterException(
                        spec.commandLine(), "--only takes some of " + known + "; '" + name + "' is none of them");
            }
        }
        if (!stores.equals("postgres") && !stores.equals("sqlite")) {
            throw new ParameterException(
                    spec.commandLine(), "--stores is 'postgres' or 'sqlite': each run has fresh stores");
        }
        try {
            return new ComparisonSettings(
                    contests, operations, Duration.ofSeconds(seconds), seed, ComparisonSettings.SETTLING, stores);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
