package dev.godwit.engine.internal.status;

import dev.godwit.core.MigrationStatus.Pauses;
import dev.godwit.core.Side;
import dev.godwit.engine.MoveFigures.PauseCounts;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * The pauses that writers could see, by the side that became home. Those of earlier runs of the server come from the
 * records. Thread-safe.
 */
public final class PauseLog {
    private static final long LONGEST_MICROS = Duration.ofMinutes(10).toNanos() / 1_000;

    private final Map<Side, Histogram> histograms = new EnumMap<>(Side.class);
    private final Map<Side, Long> sumsMicros = new EnumMap<>(Side.class);

    public PauseLog(Collection<UnitRecord> earlier) {
        for (Side side : Side.values()) {
            histograms.put(side, new Histogram(LONGEST_MICROS, 3));
        }
        for (UnitRecord record : earlier) {
            record.work().cutoverMicros().ifPresent(micros -> record(Side.TARGET, micros));
            record.work().rollbackMicros().ifPresent(micros -> record(Side.SOURCE, micros));
        }
    }

    /** Writers of a unit were held. */
    public synchronized void record(Side newHome, Duration pause) {
        record(newHome, pause.toNanos() / 1_000);
    }

    public synchronized Pauses pauses(Side newHome) {
        Histogram histogram = Optional.ofNullable(histograms.get(newHome)).orElseThrow();
        if (histogram.getTotalCount() == 0) {
            return Pauses.NONE;
        }
        return new Pauses(
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50) / 1_000.0,
                histogram.getValueAtPercentile(99) / 1_000.0,
                histogram.getMaxValue() / 1_000.0);
    }

    /** The same, counted by their length. */
    public synchronized PauseCounts counts(Side newHome) {
        Histogram histogram = Optional.ofNullable(histograms.get(newHome)).orElseThrow();
        List<Long> counts = new ArrayList<>();
        long from = 0;
        for (int bound : PauseCounts.BOUNDS_MILLIS) {
            counts.add(histogram.getCountBetweenValues(from, bound * 1_000L));
            from = histogram.nextNonEquivalentValue(bound * 1_000L);
        }
        counts.add(histogram.getCountBetweenValues(from, Math.max(from, LONGEST_MICROS)));
        return new PauseCounts(counts, sumsMicros.getOrDefault(newHome, 0L) / 1e6);
    }

    private synchronized void record(Side newHome, long micros) {
        Optional.ofNullable(histograms.get(newHome)).orElseThrow().recordValue(Math.min(micros, LONGEST_MICROS));
        sumsMicros.merge(newHome, micros, Long::sum);
    }
}
