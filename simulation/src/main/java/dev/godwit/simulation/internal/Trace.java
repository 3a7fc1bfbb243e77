package dev.godwit.simulation.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What happened, in order: the last lines for people, and a number that two equal runs share. */
public final class Trace {
    private final int kept;
    private final Deque<String> lines = new ArrayDeque<>();
    private long fingerprint = 1;
    private long events;
    private boolean ended;

    public Trace(int kept) {
        this.kept = kept;
    }

    /** What follows is no part of the run any more. */
    public void end() {
        ended = true;
    }

    public void add(long nowNanos, String who, String what) {
        if (ended) {
            return;
        }
        events++;
        fingerprint = 31 * (31 * (31 * fingerprint + nowNanos) + who.hashCode()) + what.hashCode();
        if (kept > 0) {
            if (lines.size() == kept) {
                lines.removeFirst();
            }
            lines.addLast("%12.6f %-10s %s".formatted((nowNanos + 5_000_000_000L) / 1e9, who, what));
        }
    }

    public long events() {
        return events;
    }

    public long fingerprint() {
        return fingerprint;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }
}
