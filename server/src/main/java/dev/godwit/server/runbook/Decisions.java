package dev.godwit.server.runbook;

import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.Plan;
import java.util.ArrayList;
import java.util.List;

/** What people decide in a migration; everything else happens by itself. */
final class Decisions {
    private Decisions() {}

    static List<Runbook.Decision> of(Plan plan) {
        List<Runbook.Decision> decisions = new ArrayList<>();
        for (Plan.Wave wave : plan.waves()) {
            if (wave.approve()) {
                decisions.add(new Runbook.Decision(
                        "that wave " + wave.name() + " begins",
                        who(plan, CommandKind.APPROVE, "an approver"),
                        "godwit approve --wave " + wave.name()));
            }
        }
        if (plan.cutover().approve()) {
            decisions.add(new Runbook.Decision(
                    "that the units of a wave change their home, once all of them are copied and compared",
                    who(plan, CommandKind.APPROVE, "an approver"),
                    "godwit approve --wave WAVE"));
        }
        decisions.add(new Runbook.Decision(
                "to pause, or to make the copy slower, at any time", "an operator", "godwit pause; godwit throttle"));
        if (plan.cutover().wayBack()) {
            decisions.add(new Runbook.Decision(
                    "to take a unit, a wave or everything back", "an operator", "godwit rollback"));
        }
        decisions.add(new Runbook.Decision(
                "to give it up before the end: everything goes back, what was copied is removed",
                "an operator",
                "godwit abort"));
        decisions.add(new Runbook.Decision(
                "to accept it for good; after that nothing goes back",
                who(plan, CommandKind.FINALIZE, "an operator"),
                "godwit finalize"));
        return List.copyOf(decisions);
    }

    private static String who(Plan plan, CommandKind kind, String one) {
        return plan.twoPersons().contains(kind) ? one + ", and an approver who is another person" : one;
    }
}
