package dev.godwit.engine.preflight;

import dev.godwit.core.Problem;
import java.util.List;

/**
 * What preflight found.
 *
 * @param problems in a fixed order, from stores to columns
 * @param looked what was looked at of tables and statements, and what there is to know about them
 */
public record Findings(List<Problem> problems, List<String> looked) {
    public Findings {
        problems = List.copyOf(problems);
        looked = List.copyOf(looked);
    }
}
