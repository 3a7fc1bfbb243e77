package dev.godwit.router;

import org.jspecify.annotations.Nullable;

/**
 * Knows what the transactions on {@link RoutedDataSource}s in this thread have come to while it was open, for those who
 * repeat work: it may be repeated when something was {@link #refused} and nothing {@link #committed}. The exception that
 * reaches them may have been swallowed, dressed up or replaced on its way, so it is no good witness. Used by one thread.
 */
public final class TransactionWatch implements AutoCloseable {
    private static final ThreadLocal<@Nullable TransactionWatch> INNERMOST = new ThreadLocal<>();

    private final @Nullable TransactionWatch outer;
    private boolean refused;
    private boolean committed;

    private TransactionWatch(@Nullable TransactionWatch outer) {
        this.outer = outer;
    }

    /** Watches this thread until it is closed. */
    public static TransactionWatch open() {
        TransactionWatch watch = new TransactionWatch(INNERMOST.get());
        INNERMOST.set(watch);
        return watch;
    }

    /** Whether a transaction was refused in a way that a repetition may cure. */
    public boolean refused() {
        return refused;
    }

    /** Whether writes were committed, or may have been: then repeating the work could do them twice. */
    public boolean committed() {
        return committed;
    }

    /** Whether the work may be done again: a transaction was refused, and nothing is done yet. */
    public boolean mayRepeat() {
        return refused && !committed;
    }

    @Override
    public void close() {
        if (outer == null) {
            INNERMOST.remove();
        } else {
            INNERMOST.set(outer);
        }
    }

    /** Tells those who watch this thread. */
    public static void sawRefusal() {
        for (TransactionWatch watch = INNERMOST.get(); watch != null; watch = watch.outer) {
            watch.refused = true;
        }
    }

    /** Tells those who watch this thread. */
    public static void sawCommit() {
        for (TransactionWatch watch = INNERMOST.get(); watch != null; watch = watch.outer) {
            watch.committed = true;
        }
    }
}
