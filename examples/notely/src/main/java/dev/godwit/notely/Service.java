package dev.godwit.notely;

import dev.godwit.core.TimeSource;
import dev.godwit.notely.application.DataFolder;
import dev.godwit.notely.application.Notely;
import dev.godwit.notely.application.NotelySettings;
import dev.godwit.notely.application.StartRefusedException;
import dev.godwit.notely.application.Users;
import dev.godwit.notely.application.ViewFeed;
import dev.godwit.notely.load.LoadProgress;
import dev.godwit.notely.load.LoadReport;
import dev.godwit.notely.terminal.LogCapture;
import dev.godwit.notely.terminal.LogLines;
import dev.godwit.notely.terminal.TerminalTheme;
import dev.godwit.notely.terminal.TerminalUi;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Runs Notely in the foreground, until somebody has seen enough. Used by one thread. */
final class Service {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final Duration TELL_EVERY = Duration.ofSeconds(10);

    private final NotelyOptions options;
    private final LoadOptions load;
    private final long seed;
    private final PrintWriter out;
    private final TimeSource time;
    private final LogLines lines = new LogLines();

    Service(NotelyOptions options, LoadOptions load, long seed, PrintWriter out, TimeSource time) {
        this.options = options;
        this.load = load;
        this.seed = seed;
        this.out = out;
        this.time = time;
    }

    /** Shows the pages until the user quits. */
    int withPages(TerminalTheme theme) throws StartRefusedException, InterruptedException {
        try (Ending ending = Ending.begin();
                Notely notely = start()) {
            Optional<Users> users = users(notely);
            try (LogCapture ignored = LogCapture.begin(lines, "api", time)) {
                ViewFeed feed = new ViewFeed(notely, users);
                new TerminalUi(feed::view, feed.controls(), lines, theme, notely.tasks(), time).show();
            }
            return report(users);
        }
    }

    /** Serves until the process is told to end. */
    int withoutPages() throws StartRefusedException, InterruptedException {
        try (Ending ending = Ending.begin();
                Notely notely = start()) {
            Optional<Users> users = users(notely);
            out.println("Notely answers at " + notely.url() + "; Ctrl-C ends it.");
            while (!ending.awaitWish(TELL_EVERY)) {
                users.map(Users::progress).ifPresent(this::tell);
            }
            return report(users);
        }
    }

    private Notely start() throws StartRefusedException, InterruptedException {
        NotelySettings settings = options.settings();
        if (options.clean()) {
            DataFolder.remove(settings.dataFolder());
        }
        out.println("Notely starts on " + settings.dataFolder() + " ...");
        return Notely.start(settings, seed, lines);
    }

    private Optional<Users> users(Notely notely) {
        return load.wanted()
                ? Optional.of(new Users(load.settings(notely.url()), seed, time, notely.telemetry()))
                : Optional.empty();
    }

    private void tell(LoadProgress progress) {
        out.println(String.format(
                Locale.ROOT,
                "%,d operations by %d accounts with %,d notes: %d consistency misses, %d errors",
                progress.operations(),
                progress.accounts(),
                progress.notes(),
                progress.misses(),
                progress.errors()));
    }

    private int report(Optional<Users> users) throws InterruptedException {
        if (users.isEmpty()) {
            return OK;
        }
        try (Users all = users.get()) {
            LoadReport report = all.end();
            out.print(report.text());
            out.flush();
            return report.misses() + report.errors() == 0 ? OK : FAILED;
        }
    }
}
