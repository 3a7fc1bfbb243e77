package dev.godwit.router;

import dev.godwit.core.StoreName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the stores answered. Immutable.
 *
 * @param answers one of each store in which units live, ordered by store; and after them one for each unit that was
 *     changing its home all the time, so that it had to be asked for on its own
 * @param missing the stores that failed, ordered; empty unless the caller asked for a partial answer
 * @param <T> what one answer is
 */
public record ScatterResult<T extends @Nullable Object>(List<Answer<T>> answers, List<Missing> missing) {
    public ScatterResult {
        answers = List.copyOf(answers);
        missing = List.copyOf(missing);
    }

    /** A store that failed, and why. What lives there, or was just leaving or arriving there, may not be in the answers. */
    public record Missing(StoreName store, Throwable why) {}

    /** Whether every store has answered. */
    public boolean complete() {
        return missing.isEmpty();
    }

    /** What one store answered; several of them may come from the same. */
    public record Answer<T extends @Nullable Object>(StoreName store, T value) {}

    /** The values, in the order of the answers. */
    public List<T> values() {
        List<T> values = new ArrayList<>();
        answers.forEach(answer -> values.add(answer.value()));
        return Collections.unmodifiableList(values);
    }

    /** All values combined, such as lists that are joined or maxima. */
    public T reduce(T identity, BinaryOperator<T> combine) {
        T result = identity;
        for (T value : values()) {
            result = combine.apply(result, value);
        }
        return result;
    }

    /**
     * The sum of whole numbers.
     *
     * @throws ArithmeticException when it does not fit into a long
     * @throws IllegalStateException when a store's answer is not a whole number
     */
    public long sum() {
        long total = 0;
        for (T value : values()) {
            total = Math.addExact(total, wholeNumber(value));
        }
        return total;
    }

    private static long wholeNumber(@Nullable Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        throw new IllegalStateException("only whole numbers have a sum, not " + value);
    }
}
