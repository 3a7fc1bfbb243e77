package dev.godwit.notely.compare;

import dev.godwit.core.TimeSource;
import dev.godwit.notely.rpc.LoopbackPort;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Notely in a process of its own, with a folder of its own. It never outlives this process. */
final class NotelyProcess implements AutoCloseable {
    private static final Duration END_PATIENCE = Duration.ofSeconds(20);
    private static final int LOG_LINES = 15;

    private final Process process;
    private final Thread ending;
    private final Path log;
    private final URI url;

    private NotelyProcess(Process process, Path log, URI url) {
        this.process = process;
        this.log = log;
        this.url = url;
        this.ending = Thread.ofPlatform().unstarted(process::destroy);
        Runtime.getRuntime().addShutdownHook(ending);
    }

    /**
     * Starts it; it does not answer yet.
     *
     * @param main its main class
     * @param folder where it may write; the log goes there too
     * @throws IOException when it can't be started
     */
    static NotelyProcess start(String main, Path folder, List<String> flags) throws IOException {
        int port = LoopbackPort.free();
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        // Several processes on few cores want little compiling and no threads for collecting.
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("java.class.path"),
                main,
                "--port",
                Integer.toString(port),
                "--data-dir",
                folder.resolve("data").toString()));
        command.addAll(flags);
        Path log = folder.resolve("notely.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new NotelyProcess(process, log, URI.create("http://127.0.0.1:" + port));
    }

    URI url() {
        return url;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Waits until it answers that all is well. */
    void awaitHealthy(NotelyApi api, TimeSource time, Duration patience) throws InterruptedException {
        long start = time.monotonicNanos();
        while (!api.healthy()) {
            if (!alive()) {
                throw new ContestFailedException("Notely has ended before it answered: " + lastWords());
            }
            if (time.since(start).compareTo(patience) > 0) {
                throw new ContestFailedException(
                        "Notely does not answer after " + patience.toSeconds() + " s: " + lastWords());
            }
            time.sleep(Duration.ofMillis(100));
        }
    }

    /** The last lines that it wrote. */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return "(its log can't be read: " + e.getMessage() + ")";
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(END_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        Runtime.getRuntime().removeShutdownHook(ending);
    }
}
