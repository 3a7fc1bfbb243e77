package dev.godwit.cli.internal;

import dev.godwit.engine.WorkflowStatus;
import dev.godwit.server.words.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where a user's workflow is, in one line. Pure. */
public final class OwnStatusLine {
    private OwnStatusLine() {}

    public static String render(WorkflowStatus status, Instant now) {
        List<String> parts = new ArrayList<>();
        parts.add(status.state() + ", " + Figures.of(status.stepsDone(), status.steps()) + " steps done");
        if (!status.step().isEmpty()) {
            parts.add(status.stage().startsWith("undo ") ? status.stage() : status.stage() + ": " + status.step());
        }
        if (status.total() > 0) {
            parts.add(Figures.of(status.done(), status.total()) + " (" + Figures.percent(status.done(), status.total())
                    + ")");
        }
        if (status.perSecond() > 0) {
            parts.add(Figures.count(Math.round(status.perSecond())) + " /s");
        }
        status.estimatedEnd().ifPresent(end -> parts.add("step ends " + Figures.estimate(end, now)));
        if (!status.waitsFor().isEmpty()) {
            parts.add(Look.clean(status.waitsFor()));
        }
        parts.addAll(status.alarms());
        return String.join("; ", parts);
    }
}
