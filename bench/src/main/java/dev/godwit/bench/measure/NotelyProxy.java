package dev.godwit.bench.measure;

import dev.godwit.notely.Main;
import dev.godwit.notely.application.ProxyJvm;
import dev.godwit.notely.proxy.ProxyClient;
import dev.godwit.notely.proxy.ProxyOptions;
import dev.godwit.notely.proxy.ProxySettings;
import dev.godwit.notely.rpc.LoopbackPort;
import java.io.IOException;
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
        int port = LoopbackPort.free();
        long begun = System.nanoTime();
        List<String> command = new ArrayList<>(List.of(Main.class.getName()));
        command.addAll(new ProxyOptions(ID, port, folder).arguments());
        Process process = java(command);
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
        java(List.of("-version")).waitFor();
        return (System.nanoTime() - begun) / NANOS_PER_SECOND;
    }

    private static Process java(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ProxyJvm.options());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
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
