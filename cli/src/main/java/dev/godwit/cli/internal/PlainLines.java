package dev.godwit.cli.internal;

import dev.godwit.core.MigrationStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** A line now and then, for logs and pipes. */
public final class PlainLines implements ProgressDisplay {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final PrintWriter out;

    public PlainLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void show(MigrationStatus status, Instant now) {
        out.println(StatusLine.render(status, now));
        out.flush();
    }

    @Override
    public void say(String message) {
        out.println(message);
        out.flush();
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void finish() {
        out.flush();
    }
}
