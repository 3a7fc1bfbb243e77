package dev.godwit.bench.application;

import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.Misses;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.bench.workload.RoutedNotes;
import dev.godwit.bench.workload.Tally;
import dev.godwit.bench.workload.Workload;
import dev.godwit.core.KeyspaceName;
import dev.godwit.router.Router;
import dev.godwit.router.RouterSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/**
 * The application process. The first line of its input is its {@link ApplicationSettings} as JSON; then it takes the
 * commands {@code pause}, {@code resume} and {@code end}, one a line. It ends when its input does. Each line of its output
 * is an {@link ApplicationReport}.
 */
public final class ApplicationMain {
    private static final Duration LEASE_PATIENCE = Duration.ofSeconds(5);
    private static final long REPORT_EVERY_MILLIS = 500;

    private final JsonMapper json = new JsonMapper();
    private final Tally tally = new Tally();
    private final Misses misses = new Misses();
    private final PrintStream out;
    private final Router<Connection> router;
    private final Workload workload;

    private ApplicationMain(ApplicationSettings settings, Router<Connection> router, PrintStream out)
            throws IOException {
        this.out = out;
        this.router = router;
        Ledger ledger = Ledger.open(
                Path.of(settings.ledger()), new NoteLayout(settings.accounts(), settings.notesPerAccount()));
        this.workload = new Workload(
                new Workload.Settings(
                        settings.process(),
                        settings.processes(),
                        settings.residents(),
                        settings.restMillis(),
                        settings.countEveryMillis(),
                        settings.seed()),
                new RoutedNotes(router),
                ledger,
                misses,
                tally);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = System.out;
        // Whatever else prints must not get between the reports.
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ApplicationSettings settings = new JsonMapper().readValue(in.readLine(), ApplicationSettings.class);
        KeyspaceName keyspace = new KeyspaceName(settings.keyspace());
        try (Connections connections = Connections.open(settings);
                Router<Connection> router = Router.connect(
                        connections.controlPlane(),
                        keyspace,
                        connections.stores(),
                        RouterSettings.defaults().named(settings.name()))) {
            router.awaitLease(LEASE_PATIENCE);
            ApplicationMain application = new ApplicationMain(settings, router, out);
            application.run(
                    in,
                    new CutoverWatch(
                            connections.controlPlane(), keyspace, settings.name() + "-watch", application.workload));
        }
        // Threads of libraries must not keep the process.
        System.exit(0);
    }

    private void run(BufferedReader in, CutoverWatch watch) throws IOException, InterruptedException {
        workload.start();
        Thread watching = Thread.ofPlatform().name("cutover-watch").daemon().start(watch);
        Thread reporting = Thread.ofPlatform().name("report").daemon().start(this::reportRegularly);
        report(ApplicationReport.Kind.STARTED);
        obey(in);
        watching.interrupt();
        workload.close();
        reporting.interrupt();
        reporting.join();
        report(ApplicationReport.Kind.ENDED);
    }

    private void obey(BufferedReader in) throws IOException {
        for (String command = in.readLine(); !"end".equals(command); command = in.readLine()) {
            switch (command) {
                case "pause" -> {
                    workload.pause();
                    report(ApplicationReport.Kind.PAUSED);
                }
                case "resume" -> workload.resume();
                // The parent has died.
                case null -> Runtime.getRuntime().halt(1);
                default -> throw new IOException("unknown command: " + command);
            }
        }
    }

    private void reportRegularly() {
        try {
            while (true) {
                Thread.sleep(REPORT_EVERY_MILLIS);
                report(ApplicationReport.Kind.PROGRESS);
            }
        } catch (InterruptedException e) {
            // The final report follows.
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void report(ApplicationReport.Kind kind) {
        out.println(json.writeValueAsString(ApplicationReport.of(kind, tally, misses, router.statistics())));
        out.flush();
    }
}
