package dev.godwit.engine.internal.own;

import dev.godwit.core.MigrationStatus.Estimate;
import dev.godwit.engine.WorkflowStatus;
import dev.godwit.engine.spi.WorkflowRecord;
import dev.godwit.engine.spi.WorkflowRecord.Outcome;
import dev.godwit.engine.spi.WorkflowRecord.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the record of a user's workflow means for people. */
public final class OwnStatus {
    private static final double EARLIEST = 0.8;
    private static final double LATEST = 1.5;

    private OwnStatus() {}

    public static WorkflowStatus of(WorkflowRecord record, Instant now) {
        View view = record.view();
        boolean open = record.outcome() == Outcome.OPEN;
        boolean runs =
                open && record.runner().isPresent() && !OwnLead.stale(record.heartbeatMillis(), now.toEpochMilli());
        double rate = runs ? view.perSecond() : 0;
        Optional<Estimate> end = estimate(view, rate, now);
        return new WorkflowStatus(
                record.name(),
                state(record, runs),
                open ? view.stage() : "",
                open ? view.step() : "",
                record.flags(),
                open ? waitsFor(record, runs) : "",
                record.stepsDone(),
                record.steps(),
                open ? view.done() : 0,
                open ? view.total() : 0,
                rate,
                end,
                record.deadline(),
                open ? alarms(record.deadline(), end, now) : List.of(),
                runs ? record.runner() : Optional.empty());
    }

    private static String state(WorkflowRecord record, boolean runs) {
        return switch (record.outcome()) {
            case DONE, UNDONE -> record.outcome().name().toLowerCase(Locale.ROOT);
            case OPEN -> record.flags().paused().isPresent() ? "paused" : runs ? "running" : "waiting";
        };
    }

    private static String waitsFor(WorkflowRecord record, boolean runs) {
        if (!runs) {
            return "no process runs it";
        }
        return record.flags().paused().orElse(record.view().waitsFor());
    }

    private static Optional<Estimate> estimate(View view, double rate, Instant now) {
        if (rate <= 0 || view.total() <= view.done()) {
            return Optional.empty();
        }
        double seconds = (view.total() - view.done()) / rate;
        return Optional.of(
                new Estimate(after(now, seconds * EARLIEST), after(now, seconds), after(now, seconds * LATEST)));
    }

    private static Instant after(Instant now, double seconds) {
        return now.plus(Duration.ofMillis((long) (seconds * 1_000)));
    }

    private static List<String> alarms(Optional<Instant> deadline, Optional<Estimate> end, Instant now) {
        List<String> alarms = new ArrayList<>();
        deadline.ifPresent(due -> {
            if (now.isAfter(due)) {
                alarms.add("the deadline " + due + " has passed");
            } else if (end.filter(estimate -> estimate.likely().isAfter(due)).isPresent()) {
                alarms.add("the deadline " + due + " will be missed: the step alone ends about "
                        + end.orElseThrow().likely());
            }
        });
        return alarms;
    }
}
