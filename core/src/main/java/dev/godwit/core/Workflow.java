package dev.godwit.core;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A named, durable sequence of stages. A runner journals each step before and after, so that a workflow that was stopped
 * anywhere goes on where it was.
 *
 * @param deadline when it should be done; a workflow that is late raises an alarm and goes on
 * @throws IllegalArgumentException when two steps have the same name
 */
public record Workflow(String name, Optional<Instant> deadline, List<Stage> stages) {
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

    /** A workflow without a deadline. */
    public Workflow(String name, List<Stage> stages) {
        this(name, Optional.empty(), stages);
    }

    public Workflow due(Instant when) {
        return new Workflow(name, Optional.of(when), stages);
    }

    /** The steps of all stages, in order. */
    public List<Step> steps() {
        return stages.stream().flatMap(stage -> stage.steps().stream()).toList();
    }
}
