package dev.godwit.engine.internal.throttle;

import dev.godwit.core.TimeSource;
import dev.godwit.engine.ThrottleReason;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How many rows movers may copy in a second, all together. It starts slowly and doubles while every signal is well below
 * its limit; a signal above its limit halves it, and from then on it grows by a twentieth of what it was before, as in
 * TCP's slow start and congestion avoidance (RFC 5681). Near a limit it stays as it is. A bound by hand holds in any
 * case. Thread-safe.
 */
public final class CopyRate {
    /** How often {@link #adjust} is called. */
    static final Duration STEP = Duration.ofMillis(250);

    private static final double FIRST = 10_000;
    private static final double SLOWEST = 250;
    private static final double NEAR = 0.8;
    private static final double GROWTH = 0.05;
    /** The rate never runs away from what is really copied, else a cut would cut nothing. */
    private static final double AHEAD = 4;
    /** After a cut its effect is awaited, and before the rate grows again signals have to be calm for as long. */
    private static final Duration SETTLING = Duration.ofSeconds(1);
    /** So much work is allowed to go on before somebody waits. */
    private static final Duration LONGEST_CHUNK = Duration.ofMillis(250);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final TimeSource time;
    private final boolean guarded;
    private double rowsPerSecond = FIRST;
    private double beforeCut;
    private boolean cut;
    private long strainedAtNanos;
    private long freeAtNanos;
    private double copied;
    private double copiedPerSecond;
    private String strained = "";
    private ThrottleReason strainedBy = ThrottleReason.NONE;
    private Optional<Long> bound = Optional.empty();

    /** @param guarded whether signals are watched; without any only a bound by hand holds */
    public CopyRate(TimeSource time, boolean guarded) {
        this.time = time;
        this.guarded = guarded;
        this.freeAtNanos = time.monotonicNanos();
        this.strainedAtNanos = freeAtNanos;
    }

    /** Learns how the signals are; called once in each {@link #STEP}. */
    public synchronized void adjust(List<Strain> strains) {
        long now = time.monotonicNanos();
        measure();
        Optional<Strain> worst = strains.stream().max(Comparator.comparingDouble(Strain::ratio));
        double ratio = worst.map(Strain::ratio).orElse(0.0);
        boolean settled = now - strainedAtNanos > SETTLING.toNanos();
        if (ratio > 1) {
            strained = worst.map(Strain::inWords).orElse("");
            strainedBy = worst.map(Strain::what).orElse(ThrottleReason.NONE);
            if (!cut || settled) {
                beforeCut = rowsPerSecond;
                rowsPerSecond = Math.max(SLOWEST, rowsPerSecond / 2);
                cut = true;
                strainedAtNanos = now;
            }
            return;
        }
        if (ratio > NEAR) {
            strainedAtNanos = cut ? now : strainedAtNanos;
            return;
        }
        if (!cut) {
            rowsPerSecond *= 2;
        } else if (settled) {
            rowsPerSecond += beforeCut * GROWTH;
            if (rowsPerSecond >= beforeCut) {
                strained = "";
            }
        }
        rowsPerSecond = Math.min(rowsPerSecond, Math.max(FIRST, copiedPerSecond * AHEAD));
    }

    /** Rows were copied. */
    public synchronized void spend(int rows) {
        copied += rows;
        if (limit().isPresent()) {
            long cost = (long) (rows / limit().get() * 1e9);
            freeAtNanos = Math.max(freeAtNanos, time.monotonicNanos()) + cost;
        }
    }

    /** How long the mover has to wait before the next chunk. */
    public synchronized Duration debt() {
        long nanos = limit().isPresent() ? Math.max(0, freeAtNanos - time.monotonicNanos()) : 0;
        Duration debt = Duration.ofNanos(nanos);
        return debt.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : debt;
    }

    /** How many rows one chunk should have at most. */
    public synchronized int chunkRows(int wanted) {
        return limit().map(rows -> (int) Math.clamp((long) (rows * LONGEST_CHUNK.toMillis() / 1000), 1, wanted))
                .orElse(wanted);
    }

    /** Bounds the rate by hand, in rows per second; empty takes the bound away. */
    public synchronized void bound(Optional<Long> rows) {
        bound = rows;
        freeAtNanos = time.monotonicNanos();
    }

    /** Why movers hold back and what it would take to go faster; empty when they don't. */
    public synchronized Optional<String> reason() {
        if (!strained.isEmpty()) {
            return Optional.of(
                    "copies at most %s rows/s, for %s; goes faster when it has been below %d %% of that for %d s"
                            .formatted(inWords(rowsPerSecond), strained, Math.round(NEAR * 100), SETTLING.toSeconds()));
        }
        return bound.map(rows ->
                "copies at most %s rows/s, as was ordered; 'godwit throttle --off' ends that".formatted(inWords(rows)));
    }

    /** The same in one word. */
    public synchronized ThrottleReason kind() {
        if (!strained.isEmpty()) {
            return strainedBy;
        }
        return bound.isPresent() ? ThrottleReason.BY_HAND : ThrottleReason.NONE;
    }

    private Optional<Double> limit() {
        Optional<Double> byHand = bound.map(Long::doubleValue);
        return guarded
                ? Optional.of(byHand.map(rows -> Math.min(rows, rowsPerSecond)).orElse(rowsPerSecond))
                : byHand;
    }

    private void measure() {
        double now = copied * 1000 / STEP.toMillis();
        copiedPerSecond = now > copiedPerSecond ? now : copiedPerSecond * 0.8 + now * 0.2;
        copied = 0;
    }

    private static String inWords(double rows) {
        return String.format(Locale.ROOT, "%,.0f", rows);
    }
}
