package dev.godwit.server.runbook;

import dev.godwit.core.Plan;
import java.util.ArrayList;
import java.util.List;

/** Who waits for what, and for how long at most. The figures are those of the connector and of the protocol. */
final class Waits {
    private Waits() {}

    static List<Runbook.Wait> of(Plan plan) {
        List<Runbook.Wait> waits = new ArrayList<>();
        plan.cutover()
                .offlineWindow()
                .map(window -> new Runbook.Wait(
                        "writers of a unit",
                        "its copy and its cutover, for the plan is offline; they are refused with FROZEN meanwhile",
                        window.toSeconds() + " s; then the source takes them again and the unit needs attention"))
                .ifPresent(waits::add);
        waits.addAll(always(plan));
        return List.copyOf(waits);
    }

    private static List<Runbook.Wait> always(Plan plan) {
        return List.of(
                new Runbook.Wait(
                        "writers of a table",
                        "CREATE TRIGGER (SHARE ROW EXCLUSIVE), once per table and trigger",
                        "50 ms at a time; whoever blocks it is named, and it is tried again later"),
                new Runbook.Wait(
                        "writers of a unit",
                        "the unit's cutover or roll-back",
                        plan.cutover().maxPause().toMillis()
                                + " ms; then the writes go on where they were, and it is tried again later"),
                new Runbook.Wait(
                        "writers of a unit", "an exclusive lock of the unit, for one update of its fence", "20 ms"),
                new Runbook.Wait("operations in a router", "the unit's home to change", "2 s, then a retryable error"),
                new Runbook.Wait("readers", "nothing", "readers never wait"),
                new Runbook.Wait(
                        "the first cutover",
                        "write transactions that are older than the unit's start",
                        "as long as they run; 'godwit status' names them"));
    }
}
