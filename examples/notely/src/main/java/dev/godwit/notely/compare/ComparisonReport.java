package dev.godwit.notely.compare;

import java.util.List;

/**
 * What the comparison has found.
 *
 * @param strategies one result of each strategy, over all its journeys
 * @param runs each journey by itself
 */
record ComparisonReport(
        long operationsMin, long seconds, long seed, List<ContestResult> strategies, List<ContestResult> runs) {
    /** Whether every run was long enough, and nobody noticed anything of the migration with Godwit. */
    boolean passed() {
        return runs.stream().allMatch(run -> run.failure().isEmpty())
                && strategies.stream()
                        .filter(result -> result.strategy().equals(Contest.GODWIT))
                        .findFirst()
                        .map(ContestResult::clean)
                        .orElse(false);
    }
}
