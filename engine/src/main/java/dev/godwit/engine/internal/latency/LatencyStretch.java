package dev.godwit.engine.internal.latency;

import dev.godwit.core.ApplicationLatency.Part;
import dev.godwit.core.ApplicationLatency.Stretch;
import dev.godwit.core.ControlPlane.StoreLatency;
import dev.godwit.core.StoreName;
import dev.godwit.engine.spi.LatencyRecord;
import java.time.Instant;

/** What was reported of one store while one thing went on. Not thread-safe. */
final class LatencyStretch {
    /** Reports of the same key are put together. */
    record Key(Part part, String stage, StoreName store) {
        Key withoutStage() {
            return new Key(part, "", store);
        }
    }

    private final Key key;
    private final P99Distribution distribution;
    private Instant from;
    private Instant until;
    private long operations;

    private LatencyStretch(Key key, P99Distribution distribution, Instant from, Instant until, long operations) {
        this.key = key;
        this.distribution = distribution;
        this.from = from;
        this.until = until;
        this.operations = operations;
    }

    static LatencyStretch begun(Key key, Instant at) {
        return new LatencyStretch(key, P99Distribution.empty(), at, at, 0);
    }

    static LatencyStretch of(LatencyRecord record) {
        return new LatencyStretch(
                new Key(record.part(), record.stage(), record.store()),
                P99Distribution.of(record.distribution()),
                record.from(),
                record.until(),
                record.operations());
    }

    Key key() {
        return key;
    }

    void add(StoreLatency latency, Instant at) {
        distribution.add(latency.p99Millis());
        operations += latency.operations();
        until = at.isAfter(until) ? at : until;
    }

    void add(LatencyStretch other) {
        distribution.add(other.distribution);
        operations += other.operations;
        from = other.from.isBefore(from) ? other.from : from;
        until = other.until.isAfter(until) ? other.until : until;
    }

    LatencyRecord record() {
        return new LatencyRecord(key.part(), key.stage(), key.store(), from, until, operations, distribution.text());
    }

    Stretch shown() {
        return new Stretch(
                key.part(),
                key.stage(),
                key.store(),
                from,
                until,
                distribution.reports(),
                operations,
                distribution.usualMillis(),
                distribution.worstMillis());
    }
}
