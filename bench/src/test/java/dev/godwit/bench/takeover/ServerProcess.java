package dev.godwit.bench.takeover;

import dev.godwit.bench.application.ChildJvm;
import dev.godwit.core.PausePoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** One of several servers of a control store, as a process that can be killed at a pause point. Not thread-safe. */
final class ServerProcess implements AutoCloseable {
    private final int port;
    private final Path log;
    private final Process process;
    private final BufferedReader words;
    private final Writer orders;

    private ServerProcess(int port, Path log, Process process) {
        this.port = port;
        this.log = log;
        this.process = process;
        this.words = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    static ServerProcess start(Path folder, int port, String controlStore) throws IOException {
        Files.createDirectories(folder);
        Path log = folder.resolve("server.log");
        List<String> command = new ArrayList<>(ChildJvm.command(
                MortalServer.class, List.of("-Xmx256m", "-Dlogback.configurationFile=logback-test.xml")));
        command.addAll(List.of(folder.toString(), Integer.toString(port), controlStore));
        return new ServerProcess(
                port,
                log,
                new ProcessBuilder(command).redirectError(log.toFile()).start());
    }

    int port() {
        return port;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    void awaitServing() throws IOException {
        await(MortalServer.SERVES);
    }

    /** From now on it stands still where it reaches the point. */
    void haltAt(PausePoint point) throws IOException {
        order(point.name());
    }

    /** What stands still goes on, and nothing stands still any more. */
    void goOn() throws IOException {
        order(MortalServer.GO_ON);
    }

    private void order(String line) throws IOException {
        orders.write(line + "\n");
        orders.flush();
    }

    void awaitReached(PausePoint point) throws IOException {
        await(MortalServer.REACHED + point);
    }

    /** Signal 9; nothing of it runs any more when this returns. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Logs of the server are on its output too. */
    private void await(String wanted) throws IOException {
        for (String line = words.readLine(); !wanted.equals(line); line = words.readLine()) {
            if (line == null) {
                throw new IOException("the server ended by itself: " + Files.readString(log));
            }
            Files.writeString(log, line + "\n", StandardOpenOption.APPEND);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
