package dev.godwit.engine.internal.latency;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Percentiles that were reported, to within a thousandth of each, in a space that does not grow with their number. Not
 * thread-safe.
 */
final class P99Distribution {
    private static final long MICROS_MAX = TimeUnit.MINUTES.toMicros(10);
    private static final int DIGITS = 3;
    private static final double MICROS_PER_MILLI = 1_000;

    private final Histogram histogram;

    private P99Distribution(Histogram histogram) {
        this.histogram = histogram;
    }

    static P99Distribution empty() {
        return new P99Distribution(new Histogram(MICROS_MAX, DIGITS));
    }

    /** As {@link #text()} wrote it. */
    static P99Distribution of(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
            return new P99Distribution(Histogram.decodeFromCompressedByteBuffer(bytes, MICROS_MAX));
        } catch (DataFormatException e) {
            throw new IllegalStateException("the control store has a distribution that is none", e);
        }
    }

    String text() {
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }

    void add(double p99Millis) {
        histogram.recordValue(Math.clamp((long) (p99Millis * MICROS_PER_MILLI), 0, MICROS_MAX));
    }

    void add(P99Distribution other) {
        histogram.add(other.histogram);
    }

    long reports() {
        return histogram.getTotalCount();
    }

    /** The median. */
    double usualMillis() {
        return millis(histogram.getValueAtPercentile(50));
    }

    double worstMillis() {
        return millis(histogram.getMaxValue());
    }

    private static double millis(long micros) {
        return Math.round(micros / 10.0) / 100.0;
    }
}
