package dev.godwit.engine;

import dev.godwit.core.PausePoints;
import dev.godwit.core.Plan;
import dev.godwit.core.Stage;
import dev.godwit.engine.internal.workflow.MoveParts;
import dev.godwit.engine.internal.workflow.MoveWorkflow;
import java.util.List;

/** What a move will do, for people who want to read it before: the very steps that will run. Stateless. */
public final class MoveOutline {
    private MoveOutline() {}

    /** The stages of a plan's move. Their texts can be read; running one throws {@link IllegalStateException}. */
    public static List<Stage> of(Plan plan) {
        return MoveWorkflow.of(MoveParts.toRead(plan), PausePoints.NONE).stages();
    }
}
