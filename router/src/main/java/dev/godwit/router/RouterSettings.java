package dev.godwit.router;

import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.Tasks;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * How a router behaves where two sane users differ.
 *
 * @param name unique among the routers of a keyspace; shows in the control plane
 * @param holdLimit how long an operation waits at the most while its unit changes its home
 * @param heldLimit how many operations may wait at the same time
 * @param initialHome where everything lives as long as neither the control plane nor a store has said anything: for
 *     routers that are released before their first migration begins
 * @param shadowReads whether named reads are compared with the mirror; off by default
 * @param sharedReads whether {@link Router#readShared} lets callers share an answer; on by default
 * @param time where the router learns the time
 * @param tasks what runs its background tasks: the renewal of the lease, and shadow reads if there are any
 */
public record RouterSettings(
        String name,
        Duration holdLimit,
        int heldLimit,
        Optional<StoreName> initialHome,
        ShadowReads shadowReads,
        boolean sharedReads,
        TimeSource time,
        Tasks tasks) {
    private static final Duration HOLD_LIMIT = Duration.ofSeconds(2);
    private static final int HELD_LIMIT = 10_000;

    public RouterSettings {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a router needs a name");
        }
        if (holdLimit.isNegative()) {
            throw new IllegalArgumentException("holdLimit must not be negative: " + holdLimit);
        }
        if (heldLimit < 0) {
            throw new IllegalArgumentException("heldLimit must not be negative: " + heldLimit);
        }
    }

    /** A name of this process and a random part, holds of at most 2 s and 10,000 operations, the machine's clock. */
    public static RouterSettings defaults() {
        String name = "pid-" + ProcessHandle.current().pid() + "-"
                + UUID.randomUUID().toString().substring(0, 8);
        return new RouterSettings(
                name,
                HOLD_LIMIT,
                HELD_LIMIT,
                Optional.empty(),
                ShadowReads.OFF,
                true,
                new SystemTime(),
                new ThreadTasks());
    }

    public RouterSettings named(String newName) {
        return new RouterSettings(newName, holdLimit, heldLimit, initialHome, shadowReads, sharedReads, time, tasks);
    }

    public RouterSettings withHoldLimit(Duration limit) {
        return new RouterSettings(name, limit, heldLimit, initialHome, shadowReads, sharedReads, time, tasks);
    }

    public RouterSettings withHeldLimit(int limit) {
        return new RouterSettings(name, holdLimit, limit, initialHome, shadowReads, sharedReads, time, tasks);
    }

    /** For a router that may run before its keyspace's first migration does. */
    public RouterSettings withInitialHome(StoreName home) {
        return new RouterSettings(name, holdLimit, heldLimit, Optional.of(home), shadowReads, sharedReads, time, tasks);
    }

    /** Compares a share of the named reads with the mirror. */
    public RouterSettings withShadowReads(ShadowReads reads) {
        return new RouterSettings(name, holdLimit, heldLimit, initialHome, reads, sharedReads, time, tasks);
    }

    /** Each caller of {@link Router#readShared} reads on its own. */
    public RouterSettings withoutSharedReads() {
        return new RouterSettings(name, holdLimit, heldLimit, initialHome, shadowReads, false, time, tasks);
    }

    public RouterSettings on(TimeSource newTime, Tasks newTasks) {
        return new RouterSettings(name, holdLimit, heldLimit, initialHome, shadowReads, sharedReads, newTime, newTasks);
    }
}
