package dev.godwit.bench.application;

import dev.godwit.bench.application.ApplicationReport.Kind;
import dev.godwit.checkers.History;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** An application process, as the one sees it who started it. Thread-safe. */
public final class ApplicationProcess implements AutoCloseable {
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(40);

    private final JsonMapper json = new JsonMapper();
    private final ApplicationSettings settings;
    private final Path log;
    private final Process process;
    private final Writer commands;
    private final long startedNanos = System.nanoTime();
    private final Set<Kind> reached = EnumSet.noneOf(Kind.class);
    private Optional<ApplicationReport> last = Optional.empty();

    private ApplicationProcess(ApplicationSettings settings, Path log, Process process) {
        this.settings = settings;
        this.log = log;
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts a process with this JVM's program and class path; its log goes to a file of its name in the folder. */
    public static ApplicationProcess start(ApplicationSettings settings, Path logs) throws IOException {
        Path log = logs.resolve(settings.name() + ".log");
        Process process = new ProcessBuilder(ChildJvm.command(ApplicationMain.class, List.of("-Xmx256m")))
                .redirectError(log.toFile())
                .start();
        ApplicationProcess application = new ApplicationProcess(settings, log, process);
        Thread.ofPlatform().name("reports-of-" + settings.name()).daemon().start(application::listen);
        application.command(application.json.writeValueAsString(settings));
        return application;
    }

    public ApplicationSettings settings() {
        return settings;
    }

    /**
     * Waits until its users are at work.
     *
     * @throws IOException also when its clock is another than ours, so that the times of processes can't be compared
     */
    public void awaitStarted() throws IOException, InterruptedException {
        await(Kind.STARTED);
        History.requireSameClock(Path.of(settings.history()), startedNanos, System.nanoTime());
    }

    /** Lets all users finish what they do; they begin nothing until {@link #resume}. */
    public void pause() throws IOException, InterruptedException {
        forget(Kind.PAUSED);
        command("pause");
        await(Kind.PAUSED);
    }

    public void resume() throws IOException {
        command("resume");
    }

    /** From now on its users do not rest between operations. */
    public void hurry() throws IOException {
        command("hurry");
    }

    /** From now on its users rest as they did at first. */
    public void calm() throws IOException {
        command("calm");
    }

    /** Ends it after the current operations, and gives its final numbers. */
    public ApplicationReport end() throws IOException, InterruptedException {
        command("end");
        ApplicationReport end = await(Kind.ENDED);
        process.waitFor(ANSWER_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return end;
    }

    /** Ends it by signal 9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends a signal by name, such as STOP or CONT. */
    public void signal(String signal) throws IOException, InterruptedException {
        int result = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (result != 0) {
            throw new IOException("kill -" + signal + " of " + settings.name() + " failed");
        }
    }

    /** The newest report, which a killed process leaves behind too. */
    public synchronized Optional<ApplicationReport> report() {
        return last;
    }

    private void command(String line) throws IOException {
        commands.write(line + "\n");
        commands.flush();
    }

    private void listen() {
        try (BufferedReader reports =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reports.readLine(); line != null; line = reports.readLine()) {
                remember(json.readValue(line, ApplicationReport.class));
            }
        } catch (IOException e) {
            // It was killed; what it said before counts.
        }
        synchronized (this) {
            notifyAll();
        }
    }

    private synchronized void remember(ApplicationReport report) {
        last = Optional.of(report);
        reached.add(report.kind());
        notifyAll();
    }

    private synchronized void forget(Kind kind) {
        reached.remove(kind);
    }

    private synchronized ApplicationReport await(Kind kind) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + ANSWER_PATIENCE.toNanos();
        while (!reached.contains(kind)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException(settings.name()
                        + (process.isAlive() ? " does not answer: " : " has died: ")
                        + Files.readString(log));
            }
            wait(100);
        }
        return last.orElseThrow();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
