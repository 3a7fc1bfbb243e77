package dev.godwit.engine.internal.unit;

import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.Phase;
import dev.godwit.core.Signal;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The units as this server last saw them, and which of them need work. Each unit is given to one worker at a time. Units
 * that are on their way and units that only have marks to drain take turns, so that neither starves the other.
 * Thread-safe.
 */
public final class UnitBoard {
    private static final int LOOKED_AT_PER_CLAIM = 4;

    private record Later(UnitId unit, long dueNanos) {}

    private final TimeSource time;
    private final Signal changed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UnitId, UnitRecord> records = new LinkedHashMap<>();
    private final UnitIndex index = new UnitIndex();
    private final Map<UnitId, String> waits = new HashMap<>();
    private final SequencedSet<UnitId> ready = new LinkedHashSet<>();
    private final SequencedSet<UnitId> dirty = new LinkedHashSet<>();
    private final Set<UnitId> claimed = new HashSet<>();
    private final Set<UnitId> wantedAgain = new HashSet<>();
    private final Set<UnitId> shownMeanwhile = new HashSet<>();
    private boolean dirtyNext;
    private final PriorityQueue<Later> later = new PriorityQueue<>(Comparator.comparingLong(Later::dueNanos));

    public UnitBoard(TimeSource time) {
        this.time = time;
        this.changed = time.signal();
    }

    /** Raised after each change of what is shown. */
    public Signal changed() {
        return changed;
    }

    /** Shows a record; queues the unit if it needs work. */
    public void show(UnitRecord record) {
        showAll(List.of(record));
    }

    /** As {@link #show} of each. */
    void showAll(List<UnitRecord> shown) {
        lock.lock();
        try {
            shown.forEach(this::put);
        } finally {
            lock.unlock();
        }
        changed.raise();
    }

    private void put(UnitRecord record) {
        UnitRecord old = records.get(record.unit());
        if (old != null && old.epoch().compareTo(record.epoch()) > 0) {
            return;
        }
        records.put(record.unit(), record);
        index.put(record);
        if (!needsWork(record)) {
            return;
        }
        if (claimed.contains(record.unit())) {
            shownMeanwhile.add(record.unit());
        } else {
            enqueue(record.unit(), false);
        }
    }

    /** Units have gone on in another migration. */
    void forget(Collection<UnitId> units) {
        lock.lock();
        try {
            for (UnitId unit : units) {
                Optional.ofNullable(records.remove(unit)).ifPresent(index::remove);
                waits.remove(unit);
                ready.remove(unit);
                dirty.remove(unit);
                wantedAgain.remove(unit);
            }
            later.removeIf(waiting -> units.contains(waiting.unit()));
        } finally {
            lock.unlock();
        }
        changed.raise();
    }

    /** Asks for a look at a unit before those that wait: someone gave a command. */
    public void hurry(UnitId unit) {
        lock.lock();
        try {
            if (records.containsKey(unit)) {
                enqueue(unit, true);
            }
        } finally {
            lock.unlock();
        }
        changed.raise();
    }

    /** Asks for a look at a unit that has marks to drain. */
    public void drain(UnitId unit) {
        lock.lock();
        try {
            if (records.containsKey(unit) && !claimed.contains(unit) && !ready.contains(unit)) {
                dirty.add(unit);
            }
        } finally {
            lock.unlock();
        }
        changed.raise();
    }

    /** Takes the next unit that needs a look; nobody else gets it before it is released. */
    public Optional<UnitId> claim() {
        lock.lock();
        try {
            long now = time.monotonicNanos();
            while (!later.isEmpty() && later.peek().dueNanos() <= now) {
                enqueue(later.poll().unit(), false);
            }
            dirtyNext = !dirtyNext;
            boolean drain = ready.isEmpty() || (dirtyNext && !dirty.isEmpty());
            SequencedSet<UnitId> turn = drain ? dirty : ready;
            if (turn.isEmpty()) {
                return Optional.empty();
            }
            UnitId unit = turn.removeFirst();
            claimed.add(unit);
            return Optional.of(unit);
        } finally {
            lock.unlock();
        }
    }

    /** Takes further units that need a look and pass, from the front of the queue; as with {@link #claim}. */
    public List<UnitRecord> claimMore(Predicate<UnitRecord> passes, int limit) {
        lock.lock();
        try {
            List<UnitRecord> more = ready.stream()
                    .limit((long) limit * LOOKED_AT_PER_CLAIM)
                    .flatMap(unit -> Optional.ofNullable(records.get(unit)).stream())
                    .filter(passes)
                    .limit(limit)
                    .toList();
            for (UnitRecord record : more) {
                ready.remove(record.unit());
                claimed.add(record.unit());
            }
            return more;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a unit back; it is looked at again at once if its record asks for it, or after the delay. */
    public void release(UnitId unit, Duration delay, String reason) {
        lock.lock();
        try {
            giveBack(unit, delay, reason);
        } finally {
            lock.unlock();
        }
        changed.raise();
    }

    /** Gives units back; each is looked at again at once if its record, as it is now, asks for it. */
    void releaseAll(Collection<UnitId> units) {
        lock.lock();
        try {
            shownMeanwhile.removeAll(Set.copyOf(units));
            units.forEach(unit -> giveBack(unit, Duration.ZERO, ""));
        } finally {
            lock.unlock();
        }
        changed.raise();
    }

    private void giveBack(UnitId unit, Duration delay, String reason) {
        claimed.remove(unit);
        if (reason.isEmpty()) {
            waits.remove(unit);
        } else {
            waits.put(unit, reason);
        }
        boolean again = wantedAgain.remove(unit) | shownMeanwhile.remove(unit);
        UnitRecord record = records.get(unit);
        if (!delay.isZero()) {
            later.add(new Later(unit, time.monotonicNanos() + delay.toNanos()));
        } else if (again || (record != null && needsWork(record))) {
            enqueue(unit, false);
        }
    }

    /** How long until a unit that waits is due; the longest wait when none is. */
    public Duration untilNextDue(Duration longest) {
        lock.lock();
        try {
            Later next = later.peek();
            if (next == null) {
                return longest;
            }
            long nanos = Math.max(0, next.dueNanos() - time.monotonicNanos());
            return nanos > longest.toNanos() ? longest : Duration.ofNanos(nanos);
        } finally {
            lock.unlock();
        }
    }

    public Optional<UnitRecord> record(UnitId unit) {
        lock.lock();
        try {
            return Optional.ofNullable(records.get(unit));
        } finally {
            lock.unlock();
        }
    }

    /** All records that match, in the order in which the units joined. */
    public List<UnitRecord> records(Predicate<UnitRecord> filter) {
        lock.lock();
        try {
            return records.values().stream().filter(filter).toList();
        } finally {
            lock.unlock();
        }
    }

    /** The first units that pass the filter, in the order of their names. */
    public List<UnitRecord> first(UnitFilter filter, int limit) {
        lock.lock();
        try {
            return index.first(filter, limit);
        } finally {
            lock.unlock();
        }
    }

    public Map<Phase, Long> phases() {
        lock.lock();
        try {
            return index.phases();
        } finally {
            lock.unlock();
        }
    }

    /** All records, in the order in which the units joined. */
    public List<UnitRecord> records() {
        lock.lock();
        try {
            return List.copyOf(records.values());
        } finally {
            lock.unlock();
        }
    }

    /** Why units wait, each reason once. */
    public List<String> waits(int limit) {
        lock.lock();
        try {
            List<String> reasons = new ArrayList<>();
            for (Map.Entry<UnitId, String> wait : waits.entrySet()) {
                if (reasons.size() == limit) {
                    break;
                }
                reasons.add("unit " + wait.getKey() + ": " + wait.getValue());
            }
            return reasons;
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(UnitId unit, boolean first) {
        if (claimed.contains(unit)) {
            wantedAgain.add(unit);
            return;
        }
        dirty.remove(unit);
        if (first) {
            ready.addFirst(unit);
        } else {
            ready.add(unit);
        }
    }

    private static boolean needsWork(UnitRecord record) {
        return record.flags().clear() && NextAction.of(record) != NextAction.REST;
    }
}
