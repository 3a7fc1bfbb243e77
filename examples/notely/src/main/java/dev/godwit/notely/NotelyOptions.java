package dev.godwit.notely;

import dev.godwit.notely.application.NotelySettings;
import dev.godwit.notely.application.NotelySettings.Embedded;
import dev.godwit.notely.proxy.NetworkDelay;
import dev.godwit.notely.strategy.StrategyName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags that say how Notely runs. */
final class NotelyOptions {
    private static final int PORT_MAX = 65_535;
    private static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error");
    private static final List<String> SHARDS = List.of(NotelySettings.NEW, NotelySettings.SECOND);
    private static final String JDBC = "jdbc:";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Of the REST API on 127.0.0.1; 0 for any free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            defaultValue = ".data",
            description = "Where everything is kept. Default: ${DEFAULT-VALUE}.")
    private Path dataFolder = Path.of(".data");

    @Option(names = "--clean", description = "Removes the data folder first, if it is one of Notely's.")
    private boolean clean;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            defaultValue = "godwit",
            description = {
                "How a data proxy finds the store of a note. 'godwit' asks Godwit's router.",
                "The others are the workshop, where this is written by hand: legacy-only, migrate-on-update, new-only,"
                        + " shard-on-update, exercise. Default: ${DEFAULT-VALUE}."
            })
    private String strategy = "godwit";

    @Option(
            names = "--shards",
            paramLabel = "COUNT",
            defaultValue = "1",
            description =
                    "How many stores there are to move to: 1 ('new') or 2 ('new' and 'second'). Default: ${DEFAULT-VALUE}.")
    private int shards;

    @Option(
            names = "--stores",
            paramLabel = "STORES",
            defaultValue = "postgres",
            description = {
                "What these stores are: 'postgres', servers that Notely brings along; 'sqlite', files;",
                "or JDBC URLs of your own, such as new=jdbc:postgresql://127.0.0.1/notes?user=notes,second=jdbc:sqlite:s.db."
                        + " Default: ${DEFAULT-VALUE}."
            })
    private String stores = "postgres";

    @Option(
            names = "--overlap",
            paramLabel = "TIME",
            defaultValue = "30s",
            description =
                    "How long two versions of the proxy take traffic during a deployment, such as 10s. Default: ${DEFAULT-VALUE}.")
    private String overlap = "30s";

    @Option(
            names = "--network-delay",
            paramLabel = "TIME",
            defaultValue = "0ms",
            description =
                    "Slept on both sides of each call to a proxy: 2ms, or any time of 1..5ms. Default: ${DEFAULT-VALUE}.")
    private String networkDelay = "0ms";

    @Option(
            names = "--exercise",
            paramLabel = "FILE",
            description =
                    "The source file that strategy 'exercise' is compiled from. Default: the tutorial's, in the checkout.")
    private Path exercise = Exercise.file();

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            defaultValue = "info",
            description = "trace, debug, info, warn or error. Default: ${DEFAULT-VALUE}.")
    private String logLevel = "info";

    /** Whether the data folder is to be removed first. */
    boolean clean() {
        return clean;
    }

    Path dataFolder() {
        return dataFolder.toAbsolutePath().normalize();
    }

    /** @throws ParameterException when a flag has a value that makes no sense */
    NotelySettings settings() {
        if (port < 0 || port > PORT_MAX) {
            throw invalid("--port must be from 0 to " + PORT_MAX + ", not " + port);
        }
        if (shards < 1 || shards > SHARDS.size()) {
            throw invalid("--shards must be 1 or " + SHARDS.size() + ", not " + shards);
        }
        List<String> names = SHARDS.subList(0, shards);
        return new NotelySettings(
                strategyName(),
                port,
                dataFolder(),
                names,
                urls(names),
                stores.equals("sqlite") ? Embedded.SQLITE : Embedded.POSTGRES,
                duration("--overlap", overlap),
                delay(),
                exercise.toAbsolutePath().normalize(),
                level());
    }

    private StrategyName strategyName() {
        return StrategyName.of(strategy)
                .orElseThrow(() -> invalid("--strategy must be one of "
                        + Arrays.stream(StrategyName.values())
                                .map(StrategyName::text)
                                .collect(Collectors.joining(", "))
                        + "; not " + strategy));
    }

    private Map<String, String> urls(List<String> names) {
        if (stores.equals("postgres") || stores.equals("sqlite")) {
            return Map.of();
        }
        Map<String, String> urls = new LinkedHashMap<>();
        for (String part : stores.split(",", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            List<String> known = new ArrayList<>(names);
            known.add(NotelySettings.LEGACY);
            if (equals >= 0 && known.contains(name) && !part.startsWith(JDBC, equals + 1)) {
                throw invalid("--stores has no JDBC URL for " + name + "; it begins with " + JDBC + "postgresql: or "
                        + JDBC + "sqlite:");
            }
            if (equals < 0 || !known.contains(name)) {
                throw invalid("--stores must be postgres, sqlite, or NAME=JDBC-URL with the names "
                        + String.join(", ", known) + "; not " + name);
            }
            urls.put(name, part.substring(equals + 1));
        }
        return urls;
    }

    private NetworkDelay delay() {
        int dots = networkDelay.indexOf("..");
        if (dots < 0) {
            Duration fixed = duration("--network-delay", networkDelay);
            return new NetworkDelay(fixed, fixed);
        }
        String unit = networkDelay.replaceFirst("^.*[0-9]", "");
        String least = networkDelay.substring(0, dots);
        Duration from = duration("--network-delay", least.matches("[0-9]+") ? least + unit : least);
        Duration to = duration("--network-delay", networkDelay.substring(dots + 2));
        if (to.compareTo(from) < 0) {
            throw invalid("--network-delay must be such as 2ms or 1..5ms, the smaller first; not " + networkDelay);
        }
        return new NetworkDelay(from, to);
    }

    private Duration duration(String flag, String text) {
        return Times.parse(text)
                .orElseThrow(() -> invalid(flag + " must be a time such as 500ms, 10s or 2m; not " + text));
    }

    private String level() {
        if (!LEVELS.contains(logLevel.toLowerCase(Locale.ROOT))) {
            throw invalid("--log-level must be one of " + String.join(", ", LEVELS) + "; not " + logLevel);
        }
        return logLevel.toUpperCase(Locale.ROOT);
    }

    private ParameterException invalid(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
