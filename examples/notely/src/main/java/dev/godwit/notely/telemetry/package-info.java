/**
 * What Notely measures: each process counts and times on its own ({@link dev.godwit.notely.telemetry.Telemetry}), the API
 * process adds them up ({@link dev.godwit.notely.telemetry.TelemetryBoard}), and tables and Prometheus read the sum.
 */
@NullMarked
package dev.godwit.notely.telemetry;

import org.jspecify.annotations.NullMarked;
