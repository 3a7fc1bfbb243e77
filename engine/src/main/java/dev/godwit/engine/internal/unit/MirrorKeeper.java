package dev.godwit.engine.internal.unit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MarkBacklog;
import dev.godwit.core.Phase;
import dev.godwit.core.Side;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for marks in all stores and hurries the units that have some, so that mirrors stay close to their homes while
 * the units rest; and looks whether the stores are still those that they were. Thread-safe.
 */
public final class MirrorKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(MirrorKeeper.class);
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(2);
    private static final int REST_PER_LOOK = 4;
    /** Younger marks wait for others of their unit, unless they are many: one drain for all costs the stores less. */
    private static final Duration RIPE_AGE = Duration.ofSeconds(2);

    private static final int RIPE_COUNT = 500;

    private static final Duration HISTORY_AGE = Duration.ofSeconds(1);

    /**
     * The marks of one store.
     *
     * @param lagMillis the age of the oldest
     */
    public record Backlog(long marks, long lagMillis) {
        static final Backlog NONE = new Backlog(0, 0);
    }

    private final StorePairs stores;
    private final UnitBoard board;
    private final StoreGuard guard;
    private final Reassertion reassertion;
    private final BacklogWatch watch;
    private final Tasks tasks;
    private final TimeSource time;
    private final AtomicBoolean stopped = new AtomicBoolean();
    /** Of the units of this migration, as each store last said. */
    private final Map<StoreName, List<MarkBacklog>> waiting = new HashMap<>();

    public MirrorKeeper(
            StorePairs stores,
            UnitBoard board,
            StoreGuard guard,
            Reassertion reassertion,
            BacklogWatch watch,
            Tasks tasks,
            TimeSource time) {
        this.stores = stores;
        this.board = board;
        this.guard = guard;
        this.reassertion = reassertion;
        this.watch = watch;
        this.tasks = tasks;
        this.time = time;
    }

    public void start() {
        tasks.start("godwit-mirror-keeper", this::loop);
    }

    public void stop() {
        stopped.set(true);
    }

    /** The marks of all stores as they were last seen. */
    public synchronized Backlog backlog() {
        long marks = 0;
        long lag = 0;
        for (MarkBacklog backlog : (Iterable<MarkBacklog>) all()::iterator) {
            marks += backlog.count();
            lag = Math.max(lag, backlog.oldest().toMillis());
        }
        return new Backlog(marks, lag);
    }

    private Stream<MarkBacklog> all() {
        return waiting.values().stream().flatMap(List::stream);
    }

    private void loop() {
        try {
            while (!stopped.get()) {
                long start = time.monotonicNanos();
                if (board.phases().keySet().stream().anyMatch(Phase::mirrors)) {
                    stores.moving().forEach(this::watchHistory);
                    stores.moving().forEach(this::look);
                    tellOfMarks();
                } else {
                    forget();
                }
                time.sleep(interval(time.since(start)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Counting millions of marks takes its time; it must not become what the store is busy with. */
    private static Duration interval(Duration look) {
        Duration rest = look.multipliedBy(REST_PER_LOOK);
        return rest.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : rest.compareTo(INTERVAL) > 0 ? rest : INTERVAL;
    }

    /** A store that was promoted or restored may believe what was true before: units at rest can't wait for that. */
    private void watchHistory(Store store) {
        try {
            guard.check(HISTORY_AGE, store);
        } catch (GodwitException e) {
            if (e.code() == ErrorCode.STORE_INCARNATION_CHANGED) {
                reassert(store);
            }
        }
    }

    private void reassert(Store store) {
        try {
            reassertion.reassert(List.of(store));
        } catch (GodwitException e) {
            LOG.warn("fences could not be asserted again yet: {}", e.describe());
        }
    }

    private void look(Store store) {
        try {
            // Another migration may have the same store.
            List<MarkBacklog> ours = store.marks().backlog().stream()
                    .filter(backlog -> board.record(backlog.unit())
                            .filter(record -> isOf(record, store.name()))
                            .isPresent())
                    .toList();
            for (MarkBacklog backlog : ours) {
                if (ripe(backlog)) {
                    board.record(backlog.unit())
                            .filter(record -> record.homeStore().equals(store.name())
                                    && record.phase().mirrors())
                            .ifPresent(record -> board.drain(record.unit()));
                }
            }
            show(store.name(), ours);
        } catch (GodwitException e) {
            LOG.warn("the marks of {} could not be read: {}", store.name(), e.describe());
        }
    }

    /** Nothing is mirrored any more: what was last seen waits for nobody. */
    private synchronized void forget() {
        waiting.clear();
    }

    /** Says nothing of a side before each of its stores has answered once: a backlog that was not seen is not small. */
    private synchronized void tellOfMarks() {
        for (Side side : Side.values()) {
            if (waiting.keySet().containsAll(stores.names(side))) {
                tell(side, waitingOn(side));
            }
        }
    }

    private void tell(Side side, List<MarkBacklog> backlog) {
        try {
            watch.seen(side, backlog);
        } catch (GodwitException e) {
            LOG.warn("what waits to be mirrored could not be judged: {}", e.describe());
        }
    }

    private List<MarkBacklog> waitingOn(Side side) {
        return waiting.entrySet().stream()
                .flatMap(store -> store.getValue().stream()
                        .filter(backlog -> board.record(backlog.unit())
                                .filter(record -> record.store(side).equals(store.getKey()))
                                .isPresent()))
                .toList();
    }

    private static boolean isOf(UnitRecord record, StoreName store) {
        return record.source().equals(store) || record.target().equals(store);
    }

    private static boolean ripe(MarkBacklog backlog) {
        return backlog.count() >= RIPE_COUNT || backlog.oldest().compareTo(RIPE_AGE) >= 0;
    }

    private synchronized void show(StoreName store, List<MarkBacklog> backlog) {
        waiting.put(store, backlog);
    }
}
