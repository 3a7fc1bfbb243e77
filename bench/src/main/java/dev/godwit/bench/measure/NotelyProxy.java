package dev.godwit.bench.measure;

import dev.godwit.notely.Main;
import dev.godwit.notely.application.ProxyJvm;
import dev.godwit.notely.proxy.ProxyClient;
import dev.godwit.notely.proxy.ProxySettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A data proxy of Notely in a process of its own, as Notely starts it. */
final class NotelyProxy implements AutoCloseable {
    private static final int ID = 1;
    private static final int STARTS = 3;
    private static final long LOOK_EVERY_MILLIS = 10;
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Process process;
    private final ProxyClient client;
    private final double readySeconds;

    private NotelyProxy(Process process, ProxyClient client, double readySeconds) {
        this.process = process;
        this.client = client;
        this.readySeconds = readySeconds;
    }

    /** Starts one and waits until it is Ready. */
    static NotelyProxy start(Path folder, ProxySettings settings) throws IOException, InterruptedException {
        settings.write(folder, ID);
        int port = freePort();
        long begun = System.nanoTime();
        Process process = java(
                Main.class.getName(),
                "--proxy",
                "--proxy-id",
                String.valueOf(ID),
                "--proxy-port",
                String.valueOf(port),
                "--data-dir",
                folder.toString());
        ProxyClient client = new ProxyClient("127.0.0.1", port);
        while (!client.ready()) {
            if (!process.isAlive() || System.nanoTime() - begun > PATIENCE_NANOS) {
                process.destroyForcibly();
                throw new IllegalStateException("the proxy does not get ready");
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return new NotelyProxy(process, client, (System.nanoTime() - begun) / NANOS_PER_SECOND);
    }

    /** How long a proxy takes to get ready: the second of three starts by time, for machines are noisy. */
    static double usualReadySeconds(Path folder, ProxySettings settings) throws IOException, InterruptedException {
        double[] seconds = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            try (NotelyProxy proxy = start(folder, settings)) {
                seconds[i] = proxy.readySeconds;
            }
        }
        Arrays.sort(seconds);
        return seconds[STARTS / 2];
    }

    /** How long a JVM takes that has nothing to do. */
    static double emptySeconds() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        java("-version").waitFor();
        return (System.nanoTime() - begun) / NANOS_PER_SECOND;
    }

    private static Process java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ProxyJvm.options());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    ProxyClient client() {
        return client;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        client.close();
        process.getOutputStream().close();
        process.waitFor();
    }
}
