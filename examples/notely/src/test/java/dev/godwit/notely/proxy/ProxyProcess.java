package dev.godwit.notely.proxy;

import dev.godwit.notely.rpc.LoopbackPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A proxy in a process of its own. */
final class ProxyProcess implements AutoCloseable {
    private static final int ID = 7;

    private final Process process;
    private final ProxyClient client;
    private final List<String> said = new ArrayList<>();

    private ProxyProcess(Process process, int port) {
        this.process = process;
        this.client = new ProxyClient("127.0.0.1", port);
    }

    /** What runs in it. */
    public static void main(String[] arguments) {
        System.exit(ProxyMain.run(new ProxyOptions(ID, Integer.parseInt(arguments[0]), Path.of(arguments[1]))));
    }

    static ProxyProcess start(Path folder, ProxySettings settings) throws IOException {
        settings.write(folder, ID);
        int port = LoopbackPort.free();
        return new ProxyProcess(command(folder, port).start(), port);
    }

    /** Starts one that can't start. */
    static ProxyProcess startWithoutSettings(Path folder, int port) throws IOException {
        return new ProxyProcess(command(folder, port).start(), port);
    }

    private static ProcessBuilder command(Path folder, int port) {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProxyProcess.class.getName(),
                        String.valueOf(port),
                        folder.toString())
                .redirectErrorStream(true);
    }

    ProxyClient client() {
        return client;
    }

    ProxyProcess awaitReady() {
        Awaitility.await("ready").atMost(Duration.ofSeconds(30)).until(client::ready);
        return this;
    }

    /** SIGTERM. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** SIGKILL. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Waits for its end, and keeps what it has said. */
    int exitCode() throws IOException, InterruptedException {
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(said::add);
        }
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("it has closed its output and still runs");
        }
        return process.exitValue();
    }

    List<String> said() {
        return said;
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
    }
}
