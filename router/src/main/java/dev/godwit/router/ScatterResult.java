package dev.godwit.router;

import dev.godwit.core.StoreName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the stores answered, by store name. Immutable.
 *
 * @param <T> what one store answers
 */
public final class ScatterResult<T extends @Nullable Object> {
    private final Map<StoreName, T> byStore;

    public ScatterResult(Map<StoreName, T> byStore) {
        this.byStore = Collections.unmodifiableMap(new TreeMap<>(byStore));
    }

    public Map<StoreName, T> byStore() {
        return byStore;
    }

    /** One value per store. */
    public List<T> values() {
        return Collections.unmodifiableList(new ArrayList<>(byStore.values()));
    }

    /** All values combined, such as lists that are joined or maxima. */
    public T reduce(T identity, BinaryOperator<T> combine) {
        T result = identity;
        for (T value : byStore.values()) {
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
        for (T value : byStore.values()) {
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

    @Override
    public String toString() {
        return byStore.toString();
    }
}
