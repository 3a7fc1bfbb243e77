package dev.godwit.engine.internal.alarm;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.MigrationStatus.Estimate;
import dev.godwit.core.MigrationStatus.WaveStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is looked for, each in a few lines. Pure. */
record Conditions(AlarmTerms terms) {
    private static final int NAMED = 3;

    List<Finding> in(Sight sight) {
        return Stream.of(
                        stalled(sight),
                        deadline(sight),
                        differingUnits(sight),
                        differingReads(sight),
                        errors(sight),
                        attention(sight),
                        stuckUnits(sight),
                        routers(sight),
                        rowsLeft(sight),
                        objectsLeft(sight),
                        wayBack(sight),
                        backlog(sight),
                        keyRanges(sight),
                        forever(sight))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Finding> stalled(Sight sight) {
        return when(
                sight.stillFor().compareTo(terms.stalled()) >= 0,
                AlarmKind.STALLED,
                "units",
                () -> "nothing has moved for " + Spans.inWords(sight.stillFor()) + " > "
                        + Spans.inWords(terms.stalled()) + ", and "
                        + (sight.units().pending() > 0
                                ? sight.units().pending() + " units should"
                                : "the preparation has not ended")
                        + sight.status().waitsFor().stream()
                                .findFirst()
                                .map(reason -> "; " + reason)
                                .orElse(""));
    }

    private static Optional<Finding> deadline(Sight sight) {
        Optional<Instant> deadline = sight.moving() ? sight.plan().deadline() : Optional.empty();
        if (deadline.filter(due -> sight.now().isAfter(due)).isPresent()) {
            return deadline.map(due -> new Finding(
                    AlarmKind.DEADLINE_PASSED,
                    "deadline",
                    "the deadline, " + Spans.bare(due) + ", passed " + Spans.inWords(Duration.between(due, sight.now()))
                            + " ago"));
        }
        return deadline.flatMap(due -> sight.status()
                .estimatedEnd()
                .map(Estimate::likely)
                .filter(likely -> likely.isAfter(due))
                .map(likely -> new Finding(
                        AlarmKind.FORECAST_PAST_DEADLINE,
                        "deadline",
                        "the last unit is expected to move at " + Spans.bare(likely) + ", "
                                + Spans.inWords(Duration.between(due, likely)) + " after the deadline")));
    }

    private static Optional<Finding> differingUnits(Sight sight) {
        return when(
                sight.units().differing().count() > 0,
                AlarmKind.MISMATCH,
                "units",
                () -> "rows differ in " + sight.units().differing().inWords());
    }

    private Optional<Finding> differingReads(Sight sight) {
        return when(
                sight.differing() > 0,
                AlarmKind.MISMATCH,
                "shadow reads",
                () -> sight.differing() + " reads got another answer of the mirror in the last "
                        + Spans.inWords(terms.differing()) + "; the log of the application says which");
    }

    private static Optional<Finding> errors(Sight sight) {
        return when(!sight.failing().isEmpty(), AlarmKind.ERRORS, "attempts", () -> some(sight.failing()));
    }

    private static Optional<Finding> attention(Sight sight) {
        return sight.status()
                .flags()
                .attention()
                // That the copy pauses is an alarm of its own.
                .filter(reason -> sight.backlog().isEmpty() || !reason.startsWith(AlarmKind.MARKS_BACKLOG.name()))
                .map(reason -> new Finding(AlarmKind.ATTENTION, "migration", reason));
    }

    private static Optional<Finding> stuckUnits(Sight sight) {
        return when(
                sight.units().stuck().count() > 0,
                AlarmKind.ATTENTION,
                "units",
                () -> sight.units().stuck().inWords() + " need a person");
    }

    private static Optional<Finding> routers(Sight sight) {
        return when(
                !sight.silentRouters().isEmpty(),
                AlarmKind.ROUTER_WITHOUT_LEASE,
                "routers",
                () -> sight.silentRouters().size() + " did not renew their lease and did not leave: "
                        + some(sight.silentRouters()));
    }

    private static Optional<Finding> rowsLeft(Sight sight) {
        long kept = sight.units()
                .rowsKeptSince(sight.clock().now().minus(sight.plan().retention()));
        return when(
                kept > 0 && !sight.paused(),
                AlarmKind.LEFTOVERS,
                "rows",
                () -> kept + " units still have rows in " + sight.plan().source() + " although the retention is over");
    }

    private static Optional<Finding> objectsLeft(Sight sight) {
        return when(
                !sight.objects().isEmpty(),
                AlarmKind.LEFTOVERS,
                "objects",
                () -> "the migration has ended and " + String.join(", ", sight.objects()));
    }

    private static Optional<Finding> wayBack(Sight sight) {
        return when(
                sight.plan().cutover().wayBack() && sight.units().stale().count() > 0,
                AlarmKind.WAY_BACK_STALE,
                "units",
                () -> sight.units().stale().inWords() + " can't go back");
    }

    private static Optional<Finding> backlog(Sight sight) {
        return sight.backlog().map(held -> new Finding(AlarmKind.MARKS_BACKLOG, "copy", "the copy pauses: " + held));
    }

    private static Optional<Finding> keyRanges(Sight sight) {
        return when(!sight.keyRanges().isEmpty(), AlarmKind.KEY_RANGE, "keys", () -> some(sight.keyRanges()));
    }

    /** Somebody has to decide, and nothing has happened for days. */
    private Optional<Finding> forever(Sight sight) {
        Optional<Instant> waitsSince = sight.status().ended() || sight.status().retains()
                ? Optional.empty()
                : sight.status().stage().equals("probation")
                        ? sight.units()
                                .lastCutover()
                                .map(at -> latest(at.plus(sight.plan().probation()), sight.quietSince()))
                        : Optional.of(sight.quietSince());
        return waitsSince
                .map(sight.clock()::since)
                .filter(length -> length.compareTo(terms.forever()) >= 0)
                .flatMap(length -> decision(sight)
                        .map(decision -> new Finding(
                                AlarmKind.FOREVER,
                                "migration",
                                "nothing has happened for " + Spans.inWords(length) + ": " + decision)));
    }

    /** What is waited for, and who decides. */
    private static Optional<String> decision(Sight sight) {
        if (sight.status().flags().attention().isPresent()
                || !sight.status().attention().isEmpty()) {
            return Optional.of("an operator has to look at what needs attention, then 'godwit resume'");
        }
        Optional<String> paused = sight.status()
                .flags()
                .paused()
                .map(reason -> "it is paused (" + reason + "); an operator decides with 'godwit resume'");
        Optional<String> approval = sight.status().waves().stream()
                .filter(WaveStatus::approvalWanted)
                .findFirst()
                .map(wave -> "wave " + wave.name() + " wants an approval; an approver decides with 'godwit approve"
                        + " --wave " + wave.name() + "'");
        Optional<String> probation = sight.status().stage().equals("probation")
                ? Optional.of("the probation is over; whoever owns the data decides with 'godwit finalize' or"
                        + " 'godwit rollback'")
                : Optional.empty();
        return paused.or(() -> approval).or(() -> probation);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Optional<Finding> when(boolean found, AlarmKind kind, String subject, Supplier<String> message) {
        return found ? Optional.of(new Finding(kind, subject, message.get())) : Optional.empty();
    }

    private static String some(List<String> all) {
        String first = String.join("; ", all.subList(0, Math.min(NAMED, all.size())));
        return all.size() > NAMED ? first + "; and " + (all.size() - NAMED) + " more" : first;
    }
}
