package dev.godwit.simulation.internal;

import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.Address;
import dev.godwit.testkit.MemoryDatabase;
import dev.godwit.testkit.StoreObserver;
import dev.godwit.testkit.Stored;
import dev.godwit.testkit.Stored.CursorRow;
import dev.godwit.testkit.Stored.DefaultRow;
import dev.godwit.testkit.Stored.FenceRow;
import dev.godwit.testkit.Stored.MarkRow;
import dev.godwit.testkit.Stored.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Sees every commit of both stores, learns from it what is true, and has the invariants checked in that moment. */
public final class Watch implements StoreObserver {
    private final Truth truth;
    private final Trace trace;
    private final Coverage coverage;
    private final List<MemoryDatabase> databases = new ArrayList<>();
    private final UnitInvariants invariants;
    private Optional<Violation> violation = Optional.empty();
    private long homeChanges;
    private Runnable afterwards = () -> {};

    public Watch(Truth truth, Trace trace, Coverage coverage) {
        this.truth = truth;
        this.coverage = coverage;
        this.trace = trace;
        this.invariants = new UnitInvariants(truth, databases, this::report);
    }

    public void watch(MemoryDatabase database) {
        databases.add(database);
        database.observe(this);
    }

    /** What is to happen after every commit. */
    void then(Runnable next) {
        afterwards = next;
    }

    /** The first one. */
    public Optional<Violation> violation() {
        return violation;
    }

    public void report(Invariant invariant, String details) {
        if (violation.isEmpty()) {
            violation = Optional.of(new Violation(invariant, details));
        }
    }

    /** How often a unit got a new home. */
    public long homeChanges() {
        return homeChanges;
    }

    @Override
    public void committed(MemoryDatabase database, Commit commit) {
        trace.add(commit.number(), database.name().value(), "commit: " + commit.description());
        switch (commit.author()) {
            case APPLICATION -> learn(commit);
            case MOVER -> requireOwnRows(database, commit);
            case CONTROL -> count(commit);
        }
        truth.units().forEach(invariants::checkHomes);
        touched(commit).forEach(invariants::checkRows);
        afterwards.run();
    }

    /** Commits may be lost: what the home has now is true, and mirrors are to be verified again. */
    @Override
    public void returned(MemoryDatabase database) {
        for (UnitId unit : truth.units()) {
            invariants.distrust(unit);
            List<MemoryDatabase> homes = databases.stream()
                    .filter(each -> StoreView.role(each, unit)
                            .filter(Role::answersReads)
                            .isPresent())
                    .toList();
            if (homes.size() == 1 && homes.getFirst().equals(database)) {
                truth.becomes(unit, StoreView.rows(database, unit));
            }
        }
    }

    /** All of them, for a freeze may have expired meanwhile. */
    public void check() {
        truth.units().forEach(invariants::checkHomes);
        truth.units().forEach(invariants::checkRows);
    }

    private void count(Commit commit) {
        for (Map.Entry<Address, Optional<Stored>> change : commit.changes().entrySet()) {
            Optional<Role> before = fenceRole(commit.before().getOrDefault(change.getKey(), Optional.empty()));
            if (before.equals(Optional.of(Role.MIRROR))
                    && fenceRole(change.getValue()).equals(Optional.of(Role.HOME))) {
                homeChanges++;
            }
        }
    }

    private static Optional<Role> fenceRole(Optional<Stored> record) {
        return record.filter(FenceRow.class::isInstance).map(fence -> ((FenceRow) fence).role());
    }

    private void learn(Commit commit) {
        List<Row> gone = new ArrayList<>();
        List<Row> written = new ArrayList<>();
        commit.before().values().forEach(before -> row(before).ifPresent(gone::add));
        commit.changes().values().forEach(after -> row(after).ifPresent(written::add));
        if (!gone.isEmpty() || !written.isEmpty()) {
            truth.commit(gone, written);
            boolean wandered = gone.stream()
                    .anyMatch(row -> written.stream()
                            .anyMatch(other -> other.key().equals(row.key())
                                    && !other.unit().equals(row.unit())));
            coverage.reached(Milestone.ROW_CHANGED_UNIT, wandered ? 1 : 0);
        }
    }

    private void requireOwnRows(MemoryDatabase database, Commit commit) {
        Set<UnitId> owners = new TreeSet<>();
        for (Map.Entry<Address, Optional<Stored>> change : commit.changes().entrySet()) {
            Optional<Stored> before = commit.before().getOrDefault(change.getKey(), Optional.empty());
            if (!before.equals(change.getValue())) {
                row(before).ifPresent(row -> owners.add(row.unit()));
                row(change.getValue()).ifPresent(row -> owners.add(row.unit()));
            }
        }
        owners.stream()
                .filter(unit -> database.fence(unit).flatMap(FenceRow::heir).isPresent())
                .forEach(unit -> report(
                        Invariant.SEALED_IS_STILL,
                        "a mover changed rows of the sealed unit " + unit + " in " + database.name() + ": "
                                + commit.description()));
        if (owners.size() > 1) {
            report(
                    Invariant.OWN_ROWS_ONLY,
                    "one mover changed rows of " + owners + " in " + database.name() + ": " + commit.description());
        }
    }

    /** The units whose rows, fence, marks or copy the commit has changed. */
    private Set<UnitId> touched(Commit commit) {
        Set<UnitId> units = new TreeSet<>();
        commit.before().values().forEach(record -> record.ifPresent(stored -> touch(stored, units)));
        commit.changes().values().forEach(record -> record.ifPresent(stored -> touch(stored, units)));
        return units;
    }

    private void touch(Stored stored, Set<UnitId> units) {
        switch (stored) {
            case Row row -> units.add(row.unit());
            case FenceRow fence -> units.add(fence.unit());
            case MarkRow mark -> units.add(mark.unit());
            case CursorRow cursor -> units.add(cursor.unit());
            case DefaultRow ignored -> units.addAll(truth.units());
        }
    }

    private static Optional<Row> row(Optional<Stored> record) {
        return record.filter(Row.class::isInstance).map(Row.class::cast);
    }
}
