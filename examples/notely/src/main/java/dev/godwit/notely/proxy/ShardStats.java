package dev.godwit.notely.proxy;

import dev.godwit.notely.telemetry.TelemetryExport;
import java.util.Map;

/**
 * What a proxy knows about itself and its stores.
 *
 * @param notes how many notes have their home in each store, by its name; what can't be said now is missing
 * @param telemetry what this run of the proxy has measured
 */
public record ShardStats(Map<String, Long> notes, TelemetryExport telemetry) {
    public ShardStats {
        notes = Map.copyOf(notes);
    }
}
