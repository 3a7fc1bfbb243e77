package dev.godwit.checkers;

import java.time.Duration;
import java.util.List;

/**
 * What a checker found.
 *
 * @param checked how many operations, readings, rows or sums were judged
 * @param subjects how many keys or units these were about
 * @param violations how many keys, readings or rows are wrong, those included that could not be decided
 * @param texts the first of them, in words
 */
public record CheckResult(long checked, long subjects, long violations, List<String> texts, Duration took) {
    public CheckResult {
        texts = List.copyOf(texts);
    }

    public boolean clean() {
        return violations == 0;
    }
}
