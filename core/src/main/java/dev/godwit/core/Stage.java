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
}
