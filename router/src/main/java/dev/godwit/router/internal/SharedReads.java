package dev.godwit.router.internal;

import dev.godwit.core.Signal;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers who ask the same at the same time have one read between them. Nobody joins a read that has begun: it may have
 * looked before the caller asked, and the caller may know of something newer, if only what it wrote itself. Whoever asks
 * while one is running waits for the next, which the first of those who wait carries out for all of them. So at most two
 * reads of the same are wanted at any time, however many ask. Thread-safe.
 */
final class SharedReads {
    /**
     * What is read.
     *
     * @param question equal for callers who ask the same of the unit
     */
    record Question(UnitId unit, Object question) {}

    /** A read of the store; what it throws reaches its own caller only. */
    @FunctionalInterface
    interface Read<T extends @Nullable Object, E extends Exception> {
        T run() throws E;
    }

    private final ReentrantLock lock = new ReentrantLock();
    /** The questions that a read is running for. */
    private final Map<Question, Turn> running = new HashMap<>();

    private final TimeSource time;
    private final Duration longestWait;
    private final Counters counters;

    /**
     * Shared reads.
     *
     * @param longestWait how long a caller waits for the others before it reads on its own
     */
    SharedReads(TimeSource time, Duration longestWait, Counters counters) {
        this.time = time;
        this.longestWait = longestWait;
        this.counters = counters;
    }

    /** The answer of the caller's own read, or of an equal one that began after this call. */
    <T extends @Nullable Object, E extends Exception> T read(Question question, Read<T, E> read) throws E {
        Round round;
        boolean first;
        lock.lock();
        try {
            Turn turn = running.get(question);
            first = turn == null || turn.next == null;
            round = turn == null ? Round.alone() : turn.next == null ? new Round(time.signal()) : turn.next;
            if (turn == null) {
                running.put(question, new Turn());
            } else {
                turn.next = round;
            }
        } finally {
            lock.unlock();
        }
        return first ? lead(question, round, read) : follow(round, read);
    }

    private <T extends @Nullable Object, E extends Exception> T lead(Question question, Round round, Read<T, E> read)
            throws E {
        if (!awaits(round, () -> round.begun) && !begunMeanwhile(question, round)) {
            return read.run();
        }
        boolean answered = false;
        T answer = null;
        try {
            answer = read.run();
            answered = true;
            return answer;
        } finally {
            end(question, round, answered, answer);
        }
    }

    /**
     * Takes a round out that has waited in vain for the read before it; those who wait in it read on their own.
     *
     * @return whether it has just begun, and can't be taken out any more
     */
    private boolean begunMeanwhile(Question question, Round round) {
        lock.lock();
        try {
            if (!round.begun) {
                running.put(question, new Turn());
                round.ended = true;
            }
            return round.begun;
        } finally {
            lock.unlock();
            round.raise();
        }
    }

    private void end(Question question, Round round, boolean answered, @Nullable Object answer) {
        Round next;
        lock.lock();
        try {
            round.answered = answered;
            round.answer = answer;
            round.ended = true;
            Turn turn = running.remove(question);
            next = turn == null ? null : turn.next;
            if (next != null) {
                next.begun = true;
                running.put(question, new Turn());
            }
        } finally {
            lock.unlock();
        }
        round.raise();
        if (next != null) {
            next.raise();
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // equal questions have answers of one type, which the caller promises
    private <T extends @Nullable Object, E extends Exception> T follow(Round round, Read<T, E> read) throws E {
        awaits(round, () -> round.ended);
        lock.lock();
        try {
            if (round.answered) {
                counters.sharedReads.increment();
                return (T) round.answer;
            }
        } finally {
            lock.unlock();
        }
        return read.run();
    }

    /** A condition that is asked under the lock. */
    @FunctionalInterface
    private interface Condition {
        boolean holds();
    }

    /** Whether it came to hold before the longest wait was over. */
    private boolean awaits(Round round, Condition condition) {
        Patience patience = new Patience(time, longestWait);
        while (true) {
            long seen = round.version();
            lock.lock();
            try {
                if (condition.holds()) {
                    return true;
                }
            } finally {
                lock.unlock();
            }
            if (patience.isOver() || !round.await(seen, patience.left())) {
                return false;
            }
        }
    }

    /** A read that is running, and those who have asked since it began. */
    private static final class Turn {
        private @Nullable Round next;
    }

    /** Callers who have one read between them. Its fields are guarded by the lock. */
    private static final class Round {
        /** Absent in a round of one, which nobody waits for. */
        private final @Nullable Signal changed;

        private boolean begun;
        private boolean ended;
        private boolean answered;
        private @Nullable Object answer;

        Round(@Nullable Signal changed) {
            this.changed = changed;
        }

        /** Of one caller, whose read begins at once. */
        static Round alone() {
            Round round = new Round(null);
            round.begun = true;
            return round;
        }

        long version() {
            return changed == null ? 0 : changed.version();
        }

        void raise() {
            if (changed != null) {
                changed.raise();
            }
        }

        /** Whether it is worth another look; an interrupted caller is told so by its own read. */
        boolean await(long seen, Duration longest) {
            try {
                return changed != null && changed.await(seen, longest);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
