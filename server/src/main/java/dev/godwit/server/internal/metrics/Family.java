package dev.godwit.server.internal.metrics;

import java.util.List;
import java.util.stream.Stream;

/** Each metric with what it means; {@code docs/metrics.md} lists the same. No label is a unit, a value or an address. */
public enum Family {
    UNITS("godwit_units", Type.GAUGE, "Units by phase.", Scope.MIGRATION, "phase"),
    PLANNED_UNITS("godwit_planned_units", Type.GAUGE, "Units that the waves have taken.", Scope.MIGRATION),
    MOVED_UNITS("godwit_moved_units", Type.GAUGE, "Units that live in the target.", Scope.MIGRATION),
    ATTENTION_UNITS(
            "godwit_attention_units", Type.GAUGE, "Units that need a person; 50 stands for more.", Scope.MIGRATION),
    SOURCE_ROWS("godwit_source_rows", Type.GAUGE, "Rows to copy, by the source's own estimate.", Scope.MIGRATION),
    COPIED_ROWS("godwit_copied_rows_total", Type.COUNTER, "Rows copied.", Scope.MIGRATION),
    COPIED_BYTES("godwit_copied_bytes_total", Type.COUNTER, "Bytes copied, where stores say so.", Scope.MIGRATION),
    VERIFIED_ROWS("godwit_verified_rows_total", Type.COUNTER, "Rows compared in both stores.", Scope.MIGRATION),
    REPAIRED_ROWS(
            "godwit_repaired_rows_total", Type.COUNTER, "Rows that differed and were made equal.", Scope.MIGRATION),
    REMOVED_ROWS("godwit_removed_rows_total", Type.COUNTER, "Rows removed after their retention.", Scope.MIGRATION),
    DRAINED_MARKS("godwit_drained_marks_total", Type.COUNTER, "Changes mirrored.", Scope.MIGRATION),
    WAITING_MARKS("godwit_waiting_marks", Type.GAUGE, "Changes that wait to be mirrored.", Scope.MIGRATION),
    MIRROR_LAG("godwit_mirror_lag_seconds", Type.GAUGE, "Age of the oldest change that waits.", Scope.MIGRATION),
    CUTOVER_PAUSE(
            "godwit_cutover_pause_seconds",
            Type.HISTOGRAM,
            "Pauses that writers could see at cutovers.",
            Scope.MIGRATION),
    ROLLBACK_PAUSE(
            "godwit_rollback_pause_seconds",
            Type.HISTOGRAM,
            "Pauses that writers could see at roll-backs.",
            Scope.MIGRATION),
    THROTTLED("godwit_throttled", Type.GAUGE, "1 while movers hold back for this reason.", Scope.MIGRATION, "reason"),
    PAUSED("godwit_paused", Type.GAUGE, "1 while the migration is paused.", Scope.MIGRATION),
    ENDED("godwit_ended", Type.GAUGE, "1 when nothing more will happen.", Scope.MIGRATION),
    APPROVALS_WANTED("godwit_approvals_wanted", Type.GAUGE, "Waves that want an approval.", Scope.MIGRATION),
    FORECAST("godwit_forecast_seconds", Type.GAUGE, "Until the last unit has moved, likely.", Scope.MIGRATION),
    FORECAST_EARLIEST("godwit_forecast_earliest_seconds", Type.GAUGE, "The same at the earliest.", Scope.MIGRATION),
    FORECAST_LATEST("godwit_forecast_latest_seconds", Type.GAUGE, "The same at the latest.", Scope.MIGRATION),
    DEADLINE("godwit_deadline_seconds", Type.GAUGE, "Until the plan's deadline; negative after it.", Scope.MIGRATION),
    ALARM("godwit_alarm", Type.GAUGE, "1 while an alarm of this kind is on.", Scope.MIGRATION, "kind"),
    LEADER("godwit_leader", Type.GAUGE, "1 when this server leads, 0 when it stands by.", Scope.SERVER),
    CONTROL_STORE_UP("godwit_control_store_up", Type.GAUGE, "1 when the control store answers.", Scope.SERVER),
    CONTROL_STORE_READ("godwit_control_store_read_seconds", Type.GAUGE, "How long its last answer took.", Scope.SERVER),
    ROUTERS("godwit_routers", Type.GAUGE, "Routers with a lease.", Scope.SERVER),
    ROUTER_OPERATIONS("godwit_router_operations_total", Type.COUNTER, "Operations that routers began.", Scope.SERVER),
    ROUTER_STRICT_READS(
            "godwit_router_strict_reads_total",
            Type.COUNTER,
            "Reads that were answered without a lease.",
            Scope.SERVER),
    ROUTER_WRITES("godwit_router_writes_total", Type.COUNTER, "Writes that were committed.", Scope.SERVER),
    ROUTER_HOLDS("godwit_router_holds_total", Type.COUNTER, "Operations that waited for a home.", Scope.SERVER),
    ROUTER_REPEATS("godwit_router_repeats_total", Type.COUNTER, "How often work was run again.", Scope.SERVER),
    ROUTER_REFUSALS(
            "godwit_router_refusals_total",
            Type.COUNTER,
            "Operations that a store refused, which routers then repeat.",
            Scope.SERVER,
            "reason"),
    ROUTER_SHADOW_READS(
            "godwit_router_shadow_reads_total",
            Type.COUNTER,
            "Shadow reads by what they came to.",
            Scope.SERVER,
            "kind"),
    APPLICATION_LATENCY(
            "godwit_application_p99_seconds",
            Type.GAUGE,
            "99th percentile of the application's transactions, of the slowest router.",
            Scope.SERVER,
            "store"),
    WEBHOOK_MESSAGES(
            "godwit_webhook_messages_total",
            Type.COUNTER,
            "Messages to webhooks by what became of them.",
            Scope.SERVER,
            "kind"),
    WEBHOOK_WAITING("godwit_webhook_waiting_messages", Type.GAUGE, "Messages that wait to be sent.", Scope.SERVER);

    /** What Prometheus calls them. */
    public enum Type {
        GAUGE,
        COUNTER,
        HISTOGRAM
    }

    /** What a metric is about. */
    enum Scope {
        SERVER,
        MIGRATION
    }

    private final String metric;
    private final Type type;
    private final String meaning;
    private final Scope scope;
    private final String own;

    Family(String metric, Type type, String meaning, Scope scope) {
        this(metric, type, meaning, scope, "");
    }

    /** @param own the label that it has besides those of its scope; empty for none */
    Family(String metric, Type type, String meaning, Scope scope, String own) {
        this.metric = metric;
        this.type = type;
        this.meaning = meaning;
        this.scope = scope;
        this.own = own;
    }

    /** Its name as Prometheus stores it; of a histogram the name that all its series begin with. */
    public String metric() {
        return metric;
    }

    public Type type() {
        return type;
    }

    public String meaning() {
        return meaning;
    }

    /** Those of the migration first. */
    public List<String> labels() {
        Stream<String> scoped = switch (scope) {
            case SERVER -> Stream.of();
            case MIGRATION -> Stream.of("keyspace", "migration");
        };
        return Stream.concat(scoped, Stream.of(own).filter(label -> !label.isEmpty()))
                .toList();
    }
}
