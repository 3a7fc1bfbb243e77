package dev.godwit.router;

import dev.godwit.core.UnitId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says to {@link RoutedDataSource} which unit the work of this thread is about. Bind before a transaction opens:
 *
 * <pre>{@code
 * try (Units.Binding account = Units.bind(UnitId.of("a1"))) {
 *     orders.place(order); // @Transactional
 * }
 * }</pre>
 *
 * <p>A binding belongs to its thread, platform or virtual, and does not reach threads that are started inside it. A
 * binding inside another one replaces it until it is closed. All methods may be called from any thread.
 */
public final class Units {
    private static final ThreadLocal<@Nullable Binding> INNERMOST = new ThreadLocal<>();

    private Units() {}

    /** Something that is done while units are bound. */
    @FunctionalInterface
    public interface Action<T extends @Nullable Object, E extends Exception> {
        T run() throws E;
    }

    /** Binds one unit until the result is closed, by the same thread. */
    public static Binding bind(UnitId unit) {
        return bind(Set.of(unit));
    }

    /** Binds several units, whose rows are used together and which must have the same home. */
    public static Binding bind(Set<UnitId> units) {
        Binding binding = new Binding(Set.copyOf(units), INNERMOST.get());
        INNERMOST.set(binding);
        return binding;
    }

    /** Runs the action while the unit is bound. */
    public static void run(UnitId unit, Runnable action) {
        try (Binding binding = bind(unit)) {
            binding.requireOpen();
            action.run();
        }
    }

    /** Returns what the action returns, while the unit is bound. */
    public static <T extends @Nullable Object, E extends Exception> T call(UnitId unit, Action<T, E> action) throws E {
        try (Binding binding = bind(unit)) {
            binding.requireOpen();
            return action.run();
        }
    }

    /** The units that are bound in this thread; empty when none is. To hand them on to another thread, bind them there. */
    public static Set<UnitId> bound() {
        Binding innermost = INNERMOST.get();
        return innermost == null ? Set.of() : innermost.units;
    }

    /** Units that are bound. Used by one thread. */
    public static final class Binding implements AutoCloseable {
        private final Set<UnitId> units;
        private final @Nullable Binding outer;
        private boolean closed;

        private Binding(Set<UnitId> units, @Nullable Binding outer) {
            this.units = units;
            this.outer = outer;
        }

        /**
         * Ends the binding; again is fine.
         *
         * @throws IllegalStateException when another one was bound inside it and is still open, or in another thread
         */
        @Override
        public void close() {
            if (closed) {
                return;
            }
            requireOpen();
            closed = true;
            if (outer == null) {
                INNERMOST.remove();
            } else {
                INNERMOST.set(outer);
            }
        }

        private void requireOpen() {
            if (INNERMOST.get() != this) {
                throw new IllegalStateException("bindings are closed by their own thread, the innermost first");
            }
        }
    }
}
