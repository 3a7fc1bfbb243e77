package dev.godwit.engine.internal.unit;

import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.UnitId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/** The migrations of one keyspace that one server runs, as far as they have to know of each other. Thread-safe. */
public final class Neighbours {
    private record Member(Plan plan, Optional<UnitBoard> board) {}

    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** A migration is recorded and will run here. */
    public void announced(Plan plan) {
        join(new Member(plan, Optional.empty()));
    }

    /** A migration is there from now on. */
    public void joined(Plan plan, UnitBoard board) {
        join(new Member(plan, Optional.of(board)));
    }

    private void join(Member member) {
        left(member.plan().migration());
        members.add(member);
    }

    /** The server no longer runs a migration. */
    public void left(MigrationName migration) {
        members.removeIf(member -> member.plan().migration().equals(migration));
    }

    /** The plan of a migration that this server runs. */
    public Optional<Plan> plan(MigrationName migration) {
        return members.stream()
                .map(Member::plan)
                .filter(plan -> plan.migration().equals(migration))
                .findFirst();
    }

    /** The plans of those that this server runs. */
    public List<Plan> plans() {
        return members.stream().map(Member::plan).toList();
    }

    /** A migration has taken units; whoever had them before has nothing to do with them any more. */
    void taken(MigrationName by, Collection<UnitId> units) {
        members.stream()
                .filter(member -> !member.plan().migration().equals(by))
                .flatMap(member -> member.board().stream())
                .forEach(board -> board.forget(units));
    }

    /** Does something while no migration comes and none installs or removes anything. */
    public void alone(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
