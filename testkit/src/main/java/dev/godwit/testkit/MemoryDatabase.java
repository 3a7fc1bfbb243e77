package dev.godwit.testkit;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Incarnation;
import dev.godwit.core.Key;
import dev.godwit.core.Keyspace;
import dev.godwit.core.Role;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.StoreObserver.Author;
import dev.godwit.testkit.StoreObserver.Commit;
import dev.godwit.testkit.Stored.DefaultRow;
import dev.godwit.testkit.Stored.FenceRow;
import dev.godwit.testkit.Stored.MarkRow;
import dev.godwit.testkit.Stored.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A database in memory: transactions that read committed records or a snapshot, row locks, advisory locks with timeouts,
 * a fence that it enforces itself, marks in the writer's own transaction, a log that is flushed synchronously or not. It
 * can crash, lose what was not flushed, and be replaced by a standby that had not received everything.
 *
 * <p>Statements are atomic; between them others run, where {@link RoundTrips} lets them. Not thread-safe by itself: its
 * users run one at a time, as under a {@link SeededScheduler}.
 */
public final class MemoryDatabase {
    /** What a database is until a standby takes its place. */
    public static final Incarnation FIRST_INCARNATION = new Incarnation("history 1");

    private final StoreName name;
    private final Keyspace keyspace;
    private final TimeSource time;
    private final StoreLaws laws;
    private final List<StoreObserver> observers = new ArrayList<>();
    private final LockTable locks;
    private final Set<MemoryTransaction> active = new LinkedHashSet<>();
    private final List<Commit> log = new ArrayList<>();
    private Contents committed = new Contents();
    private int flushed;
    private int replicated;
    private int incarnation = 1;
    private long transactions;
    private long lastNumber;
    private long lastMark;
    private long lastToken;
    private boolean full;
    private @Nullable MemoryTransaction confirmed;

    /**
     * An empty database in which nothing is installed.
     *
     * @param time its wall clock decides when a freeze expires
     */
    public MemoryDatabase(StoreName name, Keyspace keyspace, TimeSource time, StoreLaws laws) {
        this.name = name;
        this.keyspace = keyspace;
        this.time = time;
        this.laws = laws;
        this.locks = new LockTable(time);
    }

    public void observe(StoreObserver observer) {
        observers.add(observer);
    }

    public StoreName name() {
        return name;
    }

    public Keyspace keyspace() {
        return keyspace;
    }

    /** The database as the control plane sees it, over this way. */
    public Store store(RoundTrips way) {
        return new MemoryStore(this, way);
    }

    /** The database as a router sees it, over this way. */
    public ApplicationStore<MemoryConnection> applicationStore(RoundTrips way) {
        return new MemoryApplicationStore(this, way);
    }

    /** Rows that were there before anything was installed. */
    public void load(EntityName entity, List<Row> rows) {
        MemoryTransaction transaction = begin(Author.APPLICATION, "load", RoundTrips.IMMEDIATE);
        rows.forEach(row -> transaction.put(Address.row(entity, row.key()), row));
        transaction.commit();
    }

    // What befalls it.

    /** It stops and starts again: every connection is lost, and so is what was committed and not flushed. */
    public void crash() {
        returnTo(flushed);
    }

    /** It stops and starts again in an orderly way: every connection is lost, but no commit. */
    public void restart() {
        returnTo(log.size());
    }

    /**
     * A standby that had received all but the last commits takes its place, unless it was made to confirm them. Numbers
     * that were given in the lost history are given again.
     *
     * @param commitsNotReceived at most so many; the last change of what decides on homes was received
     */
    public void promoteStandby(int commitsNotReceived) {
        incarnation++;
        int received = Math.max(lastDecision(), log.size() - commitsNotReceived);
        returnTo(Math.max(replicated, received));
        lastMark = marks().stream().mapToLong(MarkRow::number).max().orElse(0);
        lastToken = committed.table(Address.FENCES).values().stream()
                .mapToLong(row -> ((FenceRow) row).token().number())
                .max()
                .orElse(0);
    }

    /** How many commits there were when a role last became another one, or anything was installed. */
    private int lastDecision() {
        for (int number = log.size(); number > 0; number--) {
            Commit commit = log.get(number - 1);
            boolean decides = commit.changes().entrySet().stream()
                    .anyMatch(change -> !role(change.getValue())
                            .equals(role(commit.before().getOrDefault(change.getKey(), Optional.empty()))));
            if (decides) {
                return number;
            }
        }
        return 0;
    }

    /** The role that a record gives a unit, or all units without one. */
    private static Optional<Role> role(Optional<Stored> record) {
        return record.flatMap(stored -> switch (stored) {
            case FenceRow fence -> Optional.of(fence.role());
            case DefaultRow byDefault -> Optional.of(byDefault.role());
            case Row ignored -> Optional.empty();
            case MarkRow ignored -> Optional.empty();
            case Stored.CursorRow ignored -> Optional.empty();
        });
    }

    /** It notices that applications are gone, and rolls their transactions back. */
    public void dropDeadConnections() {
        List.copyOf(active).stream()
                .filter(MemoryTransaction::isOfDeadApplication)
                .forEach(MemoryTransaction::lose);
    }

    /** Whether commits are refused, for want of room. */
    public void setFull(boolean isFull) {
        full = isFull;
    }

    // What it is now, as a checker sees it.

    /** A unit's fence, if it has one of its own. */
    public Optional<FenceRow> fence(UnitId unit) {
        return committed.get(Address.fence(unit)).map(FenceRow.class::cast);
    }

    /** The role of units without a fence; empty while nothing is installed. */
    public Optional<DefaultRow> defaultRow() {
        return committed.get(Address.DEFAULT).map(DefaultRow.class::cast);
    }

    public List<Row> rows(EntityName entity) {
        return committed.table(Address.table(entity)).values().stream()
                .map(Row.class::cast)
                .toList();
    }

    public List<MarkRow> marks() {
        return committed.table(Address.MARKS).values().stream()
                .map(MarkRow.class::cast)
                .toList();
    }

    /** Whether a row of the unit has a mark. */
    public boolean isMarked(UnitId unit, Key key) {
        // The newest first: whoever asks mostly asks about a row that was just written.
        for (Stored stored : committed.table(Address.MARKS).descendingMap().values()) {
            MarkRow mark = (MarkRow) stored;
            if (mark.key().equals(key) && mark.unit().equals(unit)) {
                return true;
            }
        }
        return false;
    }

    public List<Stored.CursorRow> cursors() {
        return committed.table(Address.CURSORS).values().stream()
                .map(Stored.CursorRow.class::cast)
                .toList();
    }

    /** By the clock that decides when a freeze expires. */
    public long clockNanos() {
        return Duration.between(Instant.EPOCH, time.wallClock()).toNanos();
    }

    public Incarnation incarnation() {
        return incarnation == 1 ? FIRST_INCARNATION : new Incarnation("history " + incarnation);
    }

    // For its transactions.

    MemoryTransaction begin(Author author, String description, RoundTrips way) {
        MemoryTransaction transaction = new MemoryTransaction(this, ++transactions, author, description, way);
        active.add(transaction);
        return transaction;
    }

    StoreLaws laws() {
        return laws;
    }

    LockTable locks() {
        return locks;
    }

    Contents committed() {
        return committed;
    }

    long nextNumber() {
        return ++lastNumber;
    }

    /** The number of a mark; never given twice. */
    public long nextMark() {
        return ++lastMark;
    }

    /** As in a database that numbers after the last one that is there: for a mutation. */
    public void reuseMarkNumbers() {
        lastMark = marks().stream().mapToLong(MarkRow::number).max().orElse(0);
    }

    long nextToken() {
        return ++lastToken;
    }

    /** The oldest transaction that writes, or the next one that will: no older one can commit any more. */
    long horizon() {
        return active.stream()
                .mapToLong(MemoryTransaction::numberIfAny)
                .filter(number -> number > 0)
                .min()
                .orElse(lastNumber + 1);
    }

    Set<MemoryTransaction> active() {
        return active;
    }

    void flushToStandbys() {
        replicated = log.size();
    }

    /** What the transaction is about to commit will be on every standby before its answer travels. */
    void flushToStandbysWith(MemoryTransaction transaction) {
        confirmed = transaction;
    }

    void commit(MemoryTransaction transaction, TreeMap<Address, Optional<Stored>> changes) {
        if (full) {
            throw new GodwitException(ErrorCode.STORE_EXHAUSTED, "store " + name + ": no space left on device");
        }
        Map<Address, Optional<Stored>> before = new TreeMap<>();
        changes.keySet().forEach(address -> before.put(address, committed.get(address)));
        Commit commit = new Commit(log.size() + 1L, transaction.author(), transaction.description(), changes, before);
        log.add(commit);
        if (transaction.equals(confirmed)) {
            replicated = log.size();
        }
        committed.apply(changes);
        if (laws.durability().isSynchronous(transaction.author())) {
            flushed = log.size();
        }
        observers.forEach(observer -> observer.committed(this, commit));
    }

    void ended(MemoryTransaction transaction) {
        active.remove(transaction);
        locks.releaseAll(transaction);
    }

    private void returnTo(int commits) {
        for (MemoryTransaction transaction : List.copyOf(active)) {
            transaction.lose();
        }
        locks.shake();
        if (commits < log.size()) {
            log.subList(commits, log.size()).clear();
            committed = new Contents();
            log.forEach(commit -> committed.apply(commit.changes()));
        }
        flushed = log.size();
        replicated = Math.min(replicated, log.size());
        observers.forEach(observer -> observer.returned(this));
    }
}
