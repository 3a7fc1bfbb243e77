package dev.godwit.checkers;

import dev.godwit.checkers.internal.HistoryFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * What was asked and answered in a run. It is visited as often as a checker likes, so that it need not fit into memory.
 */
@FunctionalInterface
public interface History {
    /** Visits every operation on the wanted keys, in no particular order. */
    void visit(LongPredicate wantedKeys, Consumer<Operation> visitor);

    /** A history that fits into memory. */
    static History of(List<Operation> operations) {
        List<Operation> copy = List.copyOf(operations);
        return (wantedKeys, visitor) ->
                copy.stream().filter(each -> wantedKeys.test(each.key())).forEach(visitor);
    }

    /**
     * What several {@link HistoryRecorder}s wrote, also those whose process was killed. Their processes have to share one
     * monotonic clock, as those of one machine do.
     *
     * @throws UncheckedIOException on a visit, when a file is not there or is none of a recorder
     */
    static History recorded(List<Path> files) {
        return (wantedKeys, visitor) -> {
            for (Path file : files) {
                try {
                    HistoryFile.visit(file, wantedKeys, visitor);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /**
     * Makes sure that the process of a file looks at the same monotonic clock as this one.
     *
     * @param earliestNanos before the file was begun, by our clock
     * @param latestNanos afterwards
     * @throws IOException when it does not
     */
    static void requireSameClock(Path file, long earliestNanos, long latestNanos) throws IOException {
        long opened = HistoryFile.openedNanos(file);
        if (opened - earliestNanos < 0 || latestNanos - opened < 0) {
            throw new IOException("the process of " + file + " has another monotonic clock than this one");
        }
    }
}
