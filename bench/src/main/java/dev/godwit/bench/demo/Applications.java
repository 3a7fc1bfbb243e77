package dev.godwit.bench.demo;

import dev.godwit.bench.application.ApplicationProcess;
import dev.godwit.bench.application.ApplicationReport;
import dev.godwit.bench.application.ApplicationSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The application processes, those that live and those that were killed. Not thread-safe, except {@link #totals}. */
final class Applications implements AutoCloseable {
    private static final int COUNT_EVERY_MILLIS = 5_000;

    private final DemoSettings settings;
    private final Scenery scenery;
    private final List<ApplicationProcess> living = new ArrayList<>();
    private final List<ApplicationReport> dead = new ArrayList<>();

    Applications(DemoSettings settings, Scenery scenery) {
        this.settings = settings;
        this.scenery = scenery;
    }

    void start() throws IOException, InterruptedException {
        for (int process = 0; process < DemoSettings.APPLICATIONS; process++) {
            add(process, ApplicationProcess.start(settings(process, 1), scenery.folder()));
        }
        for (ApplicationProcess process : living) {
            process.awaitStarted();
        }
    }

    ApplicationProcess process(int number) {
        return living.get(number);
    }

    /** Kills a process by signal 9. */
    void kill(int number) throws InterruptedException {
        ApplicationProcess victim = living.get(number);
        victim.kill();
        synchronized (dead) {
            victim.report().ifPresent(dead::add);
        }
    }

    /** Starts the successor of a process that was killed, when nothing of that can still reach a database. */
    void replace(int number) throws IOException, InterruptedException, java.sql.SQLException {
        scenery.awaitSessionsEnded(living.get(number).settings().name());
        ApplicationProcess successor = ApplicationProcess.start(settings(number, 2), scenery.folder());
        add(number, successor);
        successor.awaitStarted();
    }

    private void add(int number, ApplicationProcess process) {
        synchronized (dead) {
            if (number < living.size()) {
                living.set(number, process);
            } else {
                living.add(process);
            }
        }
    }

    void pause() throws IOException, InterruptedException {
        for (ApplicationProcess process : living) {
            process.pause();
        }
    }

    void resume() throws IOException {
        for (ApplicationProcess process : living) {
            process.resume();
        }
    }

    /** From now on the users do not rest between operations. */
    void hurry() throws IOException {
        for (ApplicationProcess process : living) {
            process.hurry();
        }
    }

    /** From now on the users rest as they did at first. */
    void calm() throws IOException {
        for (ApplicationProcess process : living) {
            process.calm();
        }
    }

    void end() throws IOException, InterruptedException {
        for (ApplicationProcess process : living) {
            process.end();
        }
    }

    /** What all of them have done until now. */
    Totals totals() {
        synchronized (dead) {
            return Totals.of(Stream.concat(dead.stream(), living.stream().flatMap(process -> process.report().stream()))
                    .toList());
        }
    }

    private ApplicationSettings settings(int process, int generation) {
        String name = "application-" + process + "-" + generation;
        return new ApplicationSettings(
                name,
                process,
                DemoSettings.APPLICATIONS,
                scenery.folder().toString(),
                scenery.stores(),
                settings.accounts(),
                settings.notesPerAccount(),
                scenery.folder().resolve("record").toString(),
                scenery.checks().history(name).toString(),
                DemoSettings.RESIDENTS,
                DemoSettings.REST_MILLIS,
                COUNT_EVERY_MILLIS,
                settings.seed() + generation);
    }

    @Override
    public void close() {
        living.forEach(ApplicationProcess::close);
    }
}
