package dev.godwit.notely.load;

import dev.godwit.core.TimeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what all users did and what came of it. Thread-safe. */
final class Tally {
    /** So many misses are kept, the latest ones. */
    static final int MISSES_KEPT = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);
    private static final long LOGGED_FULLY = 1_000;
    private static final long LOGGED_THEN = 100;
    private static final long MICROS_MAX = TimeUnit.MINUTES.toMicros(10);

    private final TimeSource time;
    private final Consumer<Miss> listener;
    private final Map<Operation, LongAdder> operations = new EnumMap<>(Operation.class);
    private final Map<Operation, Histogram> latencies = new EnumMap<>(Operation.class);
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final Map<Operation, LongAdder> missesByOperation = new EnumMap<>(Operation.class);
    private final AtomicLong misses = new AtomicLong();
    private final LongAdder repeats = new LongAdder();
    private final LongAdder disowned = new LongAdder();
    private final Deque<Miss> lastMisses = new ArrayDeque<>();

    Tally(TimeSource time, Consumer<Miss> listener) {
        this.time = time;
        this.listener = listener;
        for (Operation operation : Operation.values()) {
            operations.put(operation, new LongAdder());
            missesByOperation.put(operation, new LongAdder());
            latencies.put(operation, new SynchronizedHistogram(MICROS_MAX, 3));
        }
    }

    /** A user has begun an operation. */
    void operation(Operation operation) {
        of(operations, operation).increment();
    }

    /** A request was answered, or not, in this time. */
    void request(Operation operation, Answer answer) {
        of(latencies, operation).recordValue(Math.min(TimeUnit.NANOSECONDS.toMicros(answer.nanos()), MICROS_MAX));
        if (answer instanceof Answer.Missing missing) {
            error(missing.kind());
            LOG.warn("{}: {} ({})", operation.text(), missing.kind(), AnswerReader.shown(missing.reason()));
        }
    }

    /** An answer that is neither right nor wrong: a fault. */
    void error(String kind) {
        errors.computeIfAbsent(kind, ignored -> new LongAdder()).increment();
    }

    /** A write is sent again because it had no answer. */
    void repeat() {
        repeats.increment();
    }

    /** A user gave up on a note of which no answer could be had. */
    void disowned() {
        disowned.increment();
    }

    void miss(UUID account, UUID note, Operation operation, String expected, String got, Answer.Given answer) {
        Miss miss =
                new Miss(time.wallClock(), account, note, operation, expected, got, answer.version(), answer.nanos());
        long number = misses.incrementAndGet();
        of(missesByOperation, operation).increment();
        if (number <= LOGGED_FULLY || number % LOGGED_THEN == 0) {
            LOG.warn("consistency miss {}: {}", number, miss.text());
        }
        synchronized (lastMisses) {
            lastMisses.addLast(miss);
            if (lastMisses.size() > MISSES_KEPT) {
                lastMisses.removeFirst();
            }
        }
        listener.accept(miss);
    }

    long misses() {
        return misses.get();
    }

    long errors() {
        return errors.values().stream().mapToLong(LongAdder::sum).sum();
    }

    long operations() {
        return operations.values().stream().mapToLong(LongAdder::sum).sum();
    }

    long operations(Operation operation) {
        return of(operations, operation).sum();
    }

    long repeats() {
        return repeats.sum();
    }

    long notesDisowned() {
        return disowned.sum();
    }

    long misses(Operation operation) {
        return of(missesByOperation, operation).sum();
    }

    SortedMap<String, Long> errorsByKind() {
        SortedMap<String, Long> counts = new TreeMap<>();
        errors.forEach((kind, count) -> counts.put(kind, count.sum()));
        return counts;
    }

    List<Miss> lastMisses() {
        synchronized (lastMisses) {
            return new ArrayList<>(lastMisses);
        }
    }

    Histogram latency(Operation operation) {
        return of(latencies, operation).copy();
    }

    /** Of all requests. */
    Histogram latency() {
        Histogram all = new Histogram(MICROS_MAX, 3);
        for (Histogram histogram : latencies.values()) {
            all.add(histogram.copy());
        }
        return all;
    }

    private static <T> T of(Map<Operation, T> map, Operation operation) {
        T value = map.get(operation);
        if (value == null) {
            throw new IllegalStateException("no entry for " + operation);
        }
        return value;
    }
}
