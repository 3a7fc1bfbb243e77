package dev.godwit.engine.internal.alarm;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Spans of time for people: one unit, and no more digits than anybody reads. */
final class Spans {
    private Spans() {}

    static String inWords(Duration span) {
        if (span.toDays() > 1) {
            return span.toDays() + " d";
        }
        if (span.toHours() > 1) {
            return span.toHours() + " h";
        }
        return span.toMinutes() > 1 ? span.toMinutes() + " min" : Math.max(0, span.toSeconds()) + " s";
    }

    static Instant bare(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
