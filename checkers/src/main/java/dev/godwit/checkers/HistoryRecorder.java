package dev.godwit.checkers;

import dev.godwit.checkers.Operation.Kind;
import dev.godwit.checkers.Operation.Outcome;
import dev.godwit.checkers.internal.HistoryFile;
import dev.godwit.checkers.internal.HistoryPage;
import dev.godwit.core.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes down what the users of one process asked and what they were answered. The file is mapped into memory, each
 * thread fills pages of its own, and a change is written down before it is asked for: what a process knew outlives its
 * death by any signal, a change without an answer included. An operation costs two looks at the clock and some tens of
 * bytes. Meant for threads that live on; each takes at least one page of 1 KiB. Thread-safe.
 */
public final class HistoryRecorder implements AutoCloseable {
    private final HistoryFile file;
    private final TimeSource time;
    private final ThreadLocal<HistoryPage> pages = new ThreadLocal<>();

    private HistoryRecorder(HistoryFile file, TimeSource time) {
        this.file = file;
        this.time = time;
    }

    /**
     * Begins a history.
     *
     * @param file that is not there yet
     * @param process whose users these are, in words
     */
    public static HistoryRecorder create(Path file, String process, TimeSource time) throws IOException {
        return new HistoryRecorder(HistoryFile.create(file, process, time.monotonicNanos()), time);
    }

    /** To be taken before a question, and after its answer. */
    public long now() {
        return time.monotonicNanos();
    }

    /** A read was answered. What was not answered need not be told. */
    public void read(long key, long value, long calledNanos, long returnedNanos) {
        page().append(Kind.READ, Outcome.OK, key, value, calledNanos, returnedNanos);
    }

    /** The sum over all rows of a unit was read at one moment. */
    public void total(long unit, long total, long calledNanos, long returnedNanos) {
        page().append(Kind.TOTAL, Outcome.OK, unit, total, calledNanos, returnedNanos);
    }

    /** A write will now be asked for; its outcome is unknown until the attempt is told. */
    public Attempt write(long key, long value) {
        HistoryPage page = page();
        return new Attempt(page, page.append(Kind.WRITE, Outcome.UNKNOWN, key, value, now(), 0));
    }

    /** A delete will now be asked for. */
    public Attempt delete(long key) {
        return write(key, Operation.NOTHING);
    }

    private HistoryPage page() {
        return Optional.ofNullable(pages.get()).filter(HistoryPage::hasRoom).orElseGet(this::nextPage);
    }

    private HistoryPage nextPage() {
        HistoryPage next = file.nextPage(Thread.currentThread().getName());
        pages.set(next);
        return next;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** A write that was asked for. Not thread-safe. */
    public final class Attempt {
        private final HistoryPage page;
        private final int entry;

        private Attempt(HistoryPage page, int entry) {
            this.page = page;
            this.entry = entry;
        }

        /** It was answered. */
        public void done() {
            page.settle(entry, Kind.WRITE, Outcome.OK, now());
        }

        /** It is certain that it did not happen and will not. */
        public void failed() {
            page.settle(entry, Kind.WRITE, Outcome.FAILED, now());
        }
    }
}
