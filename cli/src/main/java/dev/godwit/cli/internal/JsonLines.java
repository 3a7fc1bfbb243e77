package dev.godwit.cli.internal;

import dev.godwit.core.MigrationStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** One status per line as JSON, for programs; what is said to people goes elsewhere. */
public final class JsonLines implements ProgressDisplay {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final PrintWriter out;
    private final PrintWriter people;

    public JsonLines(PrintWriter out, PrintWriter people) {
        this.out = out;
        this.people = people;
    }

    @Override
    public void show(MigrationStatus status, Instant now) {
        out.println(Json.line(status));
        out.flush();
    }

    @Override
    public void say(String message) {
        people.println(message);
        people.flush();
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
