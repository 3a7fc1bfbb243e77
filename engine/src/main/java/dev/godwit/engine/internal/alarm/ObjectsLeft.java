package dev.godwit.engine.internal.alarm;

import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Plan;
import dev.godwit.core.Store;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.internal.unit.StorePairs;
import dev.godwit.engine.spi.ControlStore;
import java.time.Duration;
import java.util.List;

/** What is installed in the stores of a migration that has ended; asked of them now and then. Not thread-safe. */
public final class ObjectsLeft {
    private final Plan plan;
    private final StorePairs stores;
    private final ControlStore control;
    private final TimeSource time;
    private final Duration every;
    private List<String> found = List.of();
    private long askedNanos;
    private boolean asked;

    /** @param every how often the stores are asked at most */
    public ObjectsLeft(Plan plan, StorePairs stores, ControlStore control, Duration every, TimeSource time) {
        this.plan = plan;
        this.stores = stores;
        this.control = control;
        this.every = every;
        this.time = time;
    }

    /** In words, by store; empty while anything may need them. */
    List<String> leftBy(MigrationStatus status) {
        if (!status.ended()) {
            return List.of();
        }
        if (!asked || time.since(askedNanos).compareTo(every) >= 0) {
            asked = true;
            askedNanos = time.monotonicNanos();
            found = control.activeMigrations(plan.keyspace().name()).isEmpty() ? ask() : List.of();
        }
        return found;
    }

    private List<String> ask() {
        return stores.moving().stream()
                .flatMap(store -> inWords(store).stream())
                .toList();
    }

    private static List<String> inWords(Store store) {
        int objects = store.artefacts().present().size();
        return objects == 0 ? List.of() : List.of("store " + store.name() + " still has " + objects + " objects");
    }
}
