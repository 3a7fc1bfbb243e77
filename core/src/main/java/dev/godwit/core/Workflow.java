package dev.godwit.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A named, durable sequence of stages. A runner journals each step before and after, so that a workflow that was stopped
 * anywhere goes on where it was.
 *
 * @throws IllegalArgumentException when two steps have the same name
 */
public record Workflow(String name, List<Stage> stages) {
    public Workflow {
        stages = List.copyOf(stages);
        Set<String> names = new HashSet<>();
        for (Stage stage : stages) {
            for (Step step : stage.steps()) {
                if (!names.add(step.name())) {
                    throw new IllegalArgumentException("two steps are called " + step.name());
                }
            }
        }
    }
}
