package dev.godwit.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What simulated users have done. Thread-safe. */
public final class Tally {
    private static final int TEXTS_MAX = 20;

    private final LongAdder reads = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder deletes = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final List<String> errorTexts = new ArrayList<>();

    void read() {
        reads.increment();
    }

    void written() {
        writes.increment();
    }

    void deleted() {
        writes.increment();
        deletes.increment();
    }

    /** An error that a user saw. */
    void failed(String operation, Throwable failure) {
        errors.increment();
        synchronized (errorTexts) {
            if (errorTexts.size() < TEXTS_MAX) {
                errorTexts.add(operation + ": " + failure);
            }
        }
    }

    /** Operations that were answered. */
    public long operations() {
        return reads.sum() + writes.sum();
    }

    public long writes() {
        return writes.sum();
    }

    public long deletes() {
        return deletes.sum();
    }

    public long errors() {
        return errors.sum();
    }

    /** The first errors, in words. */
    public List<String> errorTexts() {
        synchronized (errorTexts) {
            return List.copyOf(errorTexts);
        }
    }
}
