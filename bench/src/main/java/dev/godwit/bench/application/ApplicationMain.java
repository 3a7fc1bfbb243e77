package dev.godwit.bench.application;

import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.bench.workload.Workload;
import dev.godwit.checkers.HistoryRecorder;
import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpControlPlane;
import dev.godwit.core.SystemTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/**
 * The application process. The first line of its input is its {@link ApplicationSettings} as JSON; then it takes the
 * commands {@code pause}, {@code resume}, {@code hurry}, {@code calm} and {@code end}, one a line. It ends when its input does. Each line of its output
 * is an {@link ApplicationReport}.
 */
public final class ApplicationMain {
    private static final long REPORT_EVERY_MILLIS = 500;

    private final JsonMapper json = new JsonMapper();
    private final Application application;
    private final int restMillis;
    private final PrintStream out;

    private ApplicationMain(Application application, int restMillis, PrintStream out) {
        this.application = application;
        this.restMillis = restMillis;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = System.out;
        // Whatever else prints must not get between the reports.
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ApplicationSettings settings = new JsonMapper().readValue(in.readLine(), ApplicationSettings.class);
        Ledger ledger = Ledger.open(
                Path.of(settings.ledger()), new NoteLayout(settings.accounts(), settings.notesPerAccount()));
        try (HistoryRecorder recorder =
                        HistoryRecorder.create(Path.of(settings.history()), settings.name(), new SystemTime());
                ControlPlaneConnection connection = ControlPlaneConnection.near(Path.of(settings.godwitFolder()));
                Application application = Application.recorded(
                        settings.name(),
                        new HttpControlPlane(connection),
                        settings.storeAddresses(),
                        settings.users(),
                        ledger,
                        recorder)) {
            new ApplicationMain(application, settings.restMillis(), out).run(in);
        }
        // Threads of libraries must not keep the process.
        System.exit(0);
    }

    private void run(BufferedReader in) throws IOException, InterruptedException {
        application.start();
        Thread reporting = Thread.ofPlatform().name("report").daemon().start(this::reportRegularly);
        report(ApplicationReport.Kind.STARTED);
        obey(in);
        application.end();
        reporting.interrupt();
        reporting.join();
        report(ApplicationReport.Kind.ENDED);
    }

    private void obey(BufferedReader in) throws IOException {
        Workload users = application.users();
        for (String command = in.readLine(); !"end".equals(command); command = in.readLine()) {
            switch (command) {
                case "pause" -> {
                    users.pause();
                    report(ApplicationReport.Kind.PAUSED);
                }
                case "resume" -> users.resume();
                case "hurry" -> users.rest(0);
                case "calm" -> users.rest(restMillis);
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
        out.println(json.writeValueAsString(application.report(kind)));
        out.flush();
    }
}
