package dev.godwit.notely.deploy;

import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.notely.api.DeploymentRefusedException;
import dev.godwit.notely.api.DeploymentRefusedException.Why;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.proxy.ProxyClient;
import dev.godwit.notely.proxy.ProxyOptions;
import dev.godwit.notely.proxy.ProxySettings;
import dev.godwit.notely.rpc.LoopbackPort;
import dev.godwit.notely.strategy.StrategyName;
import dev.godwit.rollout.OutputSink;
import dev.godwit.rollout.ProcessCommand;
import dev.godwit.rollout.ProcessInstance;
import dev.godwit.rollout.ServiceVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Data proxies as child processes of this one: a folder with settings, a free port and a command line each. Thread-safe. */
public final class ProxyProcesses implements ProxyFactory {
    private static final String HOST = "127.0.0.1";
    private static final String MAIN = "dev.godwit.notely.Main";

    /** Ctrl-C reaches all processes of a terminal at once; a proxy has to serve until those who ask it have ended. */
    private static final List<String> DEAF_TO_CTRL_C = List.of("sh", "-c", "trap '' INT; exec \"$@\"", "proxy");

    private final Parts parts;
    private final String mainClass;
    private final ProxyFolders folders;
    private final ExerciseCompiler compiler;

    /**
     * What a proxy is made of.
     *
     * @param settings for a strategy, and the folder of its classes if it has any
     * @param exercise the reader's source file
     * @param javaOptions of the proxies' JVMs
     * @param output where their lines go
     */
    public record Parts(
            Path dataFolder,
            BiFunction<StrategyName, Optional<Path>, ProxySettings> settings,
            Path exercise,
            List<String> javaOptions,
            OutputSink output,
            TimeSource time,
            Tasks tasks) {
        public Parts {
            javaOptions = List.copyOf(javaOptions);
        }
    }

    public ProxyProcesses(Parts parts) {
        this(parts, MAIN);
    }

    /** Proxies of a program with another class at its entrance. */
    ProxyProcesses(Parts parts, String mainClass) {
        this.parts = parts;
        this.mainClass = mainClass;
        this.folders = new ProxyFolders(parts.dataFolder());
        this.compiler = new ExerciseCompiler(parts.exercise(), classPath());
    }

    @Override
    public int nextVersion() {
        return folders.newest() + 1;
    }

    @Override
    public ServiceVersion<NoteService> prepare(int version, StrategyName strategy) {
        try {
            folders.make(version);
            Optional<Path> classes = compiled(version, strategy);
            parts.settings().apply(strategy, classes).write(parts.dataFolder(), version);
            int port = LoopbackPort.free();
            ProxyClient client = new ProxyClient(HOST, port);
            ProcessInstance instance = new ProcessInstance(
                    "proxy " + version,
                    String.valueOf(version),
                    new ProcessCommand(
                            command(version, port), Map.of(), Path.of("").toAbsolutePath()),
                    new ProxyProbe(client),
                    parts.output(),
                    parts.time(),
                    parts.tasks());
            return new ServiceVersion<>(instance, client);
        } catch (IOException e) {
            throw new DeploymentRefusedException(
                    Why.NOT_STARTED, "version " + version + " can't be prepared: " + e.getMessage());
        }
    }

    private Optional<Path> compiled(int version, StrategyName strategy) {
        if (strategy != StrategyName.EXERCISE) {
            return Optional.empty();
        }
        Path classes = ProxySettings.folder(parts.dataFolder(), version)
                .resolve("classes")
                .toAbsolutePath();
        compiler.compileInto(classes);
        return Optional.of(classes);
    }

    private List<String> command(int version, int port) {
        List<String> command = new ArrayList<>(DEAF_TO_CTRL_C);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(parts.javaOptions());
        command.addAll(List.of("-cp", classPath(), mainClass));
        command.addAll(new ProxyOptions(version, port, parts.dataFolder()).arguments());
        return command;
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }
}
