package dev.godwit.rollout;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Signal;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.rollout.internal.LastLines;
import dev.godwit.rollout.internal.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An instance that is a child process. Its standard input stays open and silent as long as this process lives, so that a
 * child that reads it notices the death of its parent. Its output, errors included, goes line by line to a sink. It is
 * asked to end by SIGTERM, and is expected to end the requests in flight then. Thread-safe.
 */
public final class ProcessInstance implements Instance {
    /** A grandchild may keep the output open for as long as it likes. */
    private static final Duration OUTPUT_LAG = Duration.ofMillis(200);

    private final String name;
    private final String version;
    private final ProcessCommand command;
    private final Probe probe;
    private final OutputSink sink;
    private final TimeSource time;
    private final Tasks tasks;
    private final LastLines lastLines = new LastLines();

    /** The last start; guarded by this for writing. */
    private volatile @Nullable Launch launch;

    private volatile int restarts;
    private boolean stopped = true;

    private record Launch(Process process, Instant launchedAt, Signal outputEnd) {}

    /** An instance that is not started yet. */
    public ProcessInstance(
            String name,
            String version,
            ProcessCommand command,
            Probe probe,
            OutputSink sink,
            TimeSource time,
            Tasks tasks) {
        this.name = name;
        this.version = version;
        this.command = command;
        this.probe = probe;
        this.sink = sink;
        this.time = time;
        this.tasks = tasks;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public synchronized void start() {
        if (alive()) {
            return;
        }
        lastLines.clear();
        ProcessBuilder builder = new ProcessBuilder(command.command())
                .directory(command.directory().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(command.environment());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new GodwitException(ErrorCode.INSTANCE_NOT_READY, name + " can't be started: " + e.getMessage(), e);
        }
        InputStream output = process.getInputStream();
        Signal outputEnd = time.signal();
        tasks.start("output of " + name, () -> {
            new LineReader(this::heard).readAll(output);
            outputEnd.raise();
        });
        launch = new Launch(process, time.wallClock(), outputEnd);
        if (!stopped) {
            restarts = restarts + 1;
        }
        stopped = false;
    }

    @Override
    public boolean alive() {
        Launch last = launch;
        return last != null && last.process().isAlive();
    }

    @Override
    public boolean ready() {
        return alive() && probe.ready();
    }

    @Override
    public boolean healthy() {
        return alive() && probe.healthy();
    }

    @Override
    public void drain() {
        Launch last = launch;
        if (last != null) {
            signal(last, false);
        }
    }

    @Override
    public void stop(Duration patience) throws InterruptedException {
        Launch last = toBeStopped();
        if (last == null) {
            return;
        }
        Process process = last.process();
        signal(last, false);
        if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            signal(last, true);
            process.waitFor();
        }
        last.outputEnd().await(0, OUTPUT_LAG);
    }

    /** Through the handle, because the process itself would close the streams, and its last words be lost. */
    private static void signal(Launch last, boolean force) {
        ProcessHandle handle = last.process().toHandle();
        boolean sent = force ? handle.destroyForcibly() : handle.destroy();
        // It is not sent to a process that has ended by itself.
        assert sent || !last.process().isAlive();
    }

    private synchronized @Nullable Launch toBeStopped() {
        stopped = true;
        return launch;
    }

    @Override
    public InstanceFacts facts() {
        Launch last = launch;
        if (last == null) {
            return InstanceFacts.NONE;
        }
        return new InstanceFacts(
                OptionalLong.of(last.process().pid()),
                Optional.of(last.launchedAt()),
                restarts,
                last.process().isAlive() ? "" : lastWords(last));
    }

    /** What it wrote at the end arrives a moment after its death. */
    private String lastWords(Launch last) {
        try {
            last.outputEnd().await(0, OUTPUT_LAG);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String words = lastLines.text();
        return "exit code " + last.process().exitValue() + (words.isEmpty() ? "" : ": " + words);
    }

    private void heard(String line) {
        lastLines.add(line);
        sink.line(name, line);
    }
}
