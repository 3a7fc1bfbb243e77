package dev.godwit.core;

import java.util.List;

/**
 * Steps that belong together in a workflow.
 *
 * @param approval whether someone has to approve before it begins
 */
public record Stage(String name, boolean approval, List<Step> steps) {
    public Stage {
        steps = List.copyOf(steps);
    }

    /** A stage that begins by itself. */
    public static Stage of(String name, Step... steps) {
        return new Stage(name, false, List.of(steps));
    }

    /** A stage that waits for someone's approval. */
    public static Stage approved(String name, Step... steps) {
        return new Stage(name, true, List.of(steps));
    }
}
