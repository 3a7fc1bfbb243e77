package dev.godwit.engine.internal;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Plan;
import dev.godwit.engine.internal.lease.KeyspacesControlPlane;
import dev.godwit.engine.spi.EnginePorts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** The rooms of one term of a lead, one for each keyspace. Thread-safe. */
public final class ControlRooms {
    private final EnginePorts ports;
    private final Leadership leadership;
    private final long ledSinceNanos;
    private final Map<KeyspaceName, ControlRoom> rooms = new ConcurrentHashMap<>();
    private final ReentrantLock coming = new ReentrantLock();

    /** The rooms of a term that has begun; whoever led before has granted leases that this server does not know. */
    public ControlRooms(EnginePorts ports, Leadership leadership) {
        this.ports = ports;
        this.leadership = leadership;
        this.ledSinceNanos = ports.time().monotonicNanos();
    }

    /** The room of a keyspace, which may be new. */
    public ControlRoom of(KeyspaceName keyspace) {
        // Nobody of this keyspace was granted anything in this term before its room was there, so it may be
        // trusted from the same moment on as all others.
        return rooms.computeIfAbsent(keyspace, name -> ControlRoom.of(ports, leadership, ledSinceNanos));
    }

    /** The room of a keyspace if there is one. */
    public Optional<ControlRoom> known(KeyspaceName keyspace) {
        return Optional.ofNullable(rooms.get(keyspace));
    }

    public Collection<ControlRoom> all() {
        return List.copyOf(rooms.values());
    }

    /** The control plane that routers of all keyspaces ask. */
    public ControlPlane controlPlane() {
        return new KeyspacesControlPlane(this::asked);
    }

    /**
     * Does something while no migration of any keyspace comes.
     *
     * @throws GodwitException with {@code MIGRATIONS_COLLIDE} when a migration of another keyspace has one of the plan's
     *     tables
     */
    public void alone(Plan plan, Runnable action) {
        coming.lock();
        try {
            for (Map.Entry<KeyspaceName, ControlRoom> room : rooms.entrySet()) {
                if (!room.getKey().equals(plan.keyspace().name())) {
                    room.getValue()
                            .neighbours()
                            .plans()
                            .forEach(other -> Neighbourhood.requireOtherTables(plan, other));
                }
            }
            of(plan.keyspace().name()).neighbours().alone(action);
        } finally {
            coming.unlock();
        }
    }

    /** Rooms are made for those whom the control store knows, not for any name that somebody thinks of. */
    private ControlPlane asked(KeyspaceName keyspace) {
        if (!rooms.containsKey(keyspace)
                && ports.control().defaultHome(keyspace).isEmpty()) {
            throw new GodwitException(ErrorCode.MIGRATION_NOT_FOUND, "the control plane knows no keyspace " + keyspace);
        }
        return of(keyspace).controlPlane();
    }
}
