package dev.godwit.notely.telemetry;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.HdrHistogram.Histogram;

/** Histograms as text, so that they travel in JSON. */
final class HistogramText {
    private HistogramText() {}

    static String of(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /**
     * Reads a histogram again.
     *
     * @throws IllegalArgumentException when the text is none
     */
    static Histogram read(String text) {
        try {
            return Histogram.decodeFromByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("not a histogram of telemetry", e);
        }
    }
}
