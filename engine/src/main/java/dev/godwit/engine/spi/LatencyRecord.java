package dev.godwit.engine.spi;

import dev.godwit.core.ApplicationLatency.Part;
import dev.godwit.core.StoreName;
import java.time.Instant;

/**
 * What is kept of the application's latency in one store, while one thing went on in a migration.
 *
 * @param stage of the migration; empty where it makes no difference
 * @param from when the first report came
 * @param until when the last one came
 * @param operations the transactions of all reports
 * @param distribution of the 99th percentiles in the reports, in microseconds: a compressed HdrHistogram in Base64
 */
public record LatencyRecord(
        Part part, String stage, StoreName store, Instant from, Instant until, long operations, String distribution) {}
