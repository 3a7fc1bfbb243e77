package dev.godwit.bench.measure;

import dev.godwit.notely.note.Note;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Callers that ask about notes without a rest. */
final class NotelyCalls {
    private static final int ALONE_CALLS = 1_000;
    /** So many periods after another without a new best one are what is measured. */
    private static final int STEADY_PERIODS = 2;

    private static final int MOST_PERIODS = 15;
    private static final double A_NEW_BEST = 1.05;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MILLIS_PER_SECOND = 1_000;

    private final List<Note> notes;
    private final int callers;
    private final int millis;
    private final AtomicLong updates = new AtomicLong();

    /** @param millis of each period in which answers are counted */
    NotelyCalls(List<Note> notes, int callers, int millis) {
        this.notes = notes;
        this.callers = callers;
        this.millis = millis;
    }

    /**
     * What was measured.
     *
     * @param perSecond of all callers
     * @param aloneP50Millis of one caller who has the machine for himself
     */
    record Speed(double perSecond, double aloneP50Millis) {}

    /** The note with a later time than it ever had. */
    Note newer(Note note) {
        long number = updates.incrementAndGet();
        return new Note(
                note.id(), note.creator(), note.createdAt(), note.createdAt().plusMillis(number), "update " + number);
    }

    /** Measures when the callers have stopped becoming faster: compilers work on the same cores until then. */
    Speed measure(Consumer<Note> call) throws InterruptedException {
        double best = 0;
        double steady = 0;
        int periodsSinceBest = 0;
        for (int period = 0; period < MOST_PERIODS && periodsSinceBest < STEADY_PERIODS; period++) {
            double perSecond = perSecond(call);
            if (perSecond > best * A_NEW_BEST) {
                best = perSecond;
                steady = 0;
                periodsSinceBest = 0;
            } else {
                steady += perSecond;
                periodsSinceBest++;
            }
        }
        return new Speed(periodsSinceBest == 0 ? best : steady / periodsSinceBest, aloneP50Millis(call));
    }

    /** A call that fails ends the measuring: fewer callers than it says are no figure. */
    private double perSecond(Consumer<Note> call) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        List<Callable<Long>> work = IntStream.range(0, callers)
                .<Callable<Long>>mapToObj(first -> () -> answers(call, first, end))
                .toList();
        long answers = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Long> caller : threads.invokeAll(work)) {
                answers += caller.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call failed: " + e.getCause(), e.getCause());
        }
        return answers * MILLIS_PER_SECOND / millis;
    }

    private long answers(Consumer<Note> call, int first, long end) {
        long answers = 0;
        // A step through all notes, so that callers seldom meet.
        for (int next = first; System.nanoTime() < end; next = (next + 7 * callers) % notes.size()) {
            call.accept(notes.get(next));
            answers++;
        }
        return answers;
    }

    private double aloneP50Millis(Consumer<Note> call) {
        long[] nanos = new long[ALONE_CALLS];
        for (int i = 0; i < ALONE_CALLS; i++) {
            long begun = System.nanoTime();
            call.accept(notes.get(i % notes.size()));
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        return nanos[ALONE_CALLS / 2] / NANOS_PER_MILLI;
    }
}
