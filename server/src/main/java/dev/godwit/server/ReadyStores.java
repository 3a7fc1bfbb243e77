package dev.godwit.server;

import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.engine.PlanStores;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores of migrations that a server may have to take over, opened and asked once before that: connecting, reading facts
 * and loading what that needs takes longer than writers of a unit should be held. Thread-safe.
 */
final class ReadyStores implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadyStores.class);

    /** The plan is part of it: a new address or password means other stores. */
    private record Ready(Plan plan, PlanStores stores) {}

    private final Function<Plan, PlanStores> opening;
    private final BiConsumer<Plan, PlanStores> rehearsal;
    private final Map<MigrationName, Ready> ready = new HashMap<>();

    /**
     * Nothing is ready yet.
     *
     * @param rehearsal asks stores what will be asked of them first
     */
    ReadyStores(Function<Plan, PlanStores> opening, BiConsumer<Plan, PlanStores> rehearsal) {
        this.opening = opening;
        this.rehearsal = rehearsal;
    }

    /** Keeps the stores of these plans ready and no others. One that can't be reached is tried again the next time. */
    void keep(List<Plan> plans) {
        Set<Plan> wanted = new HashSet<>(plans);
        drop(wanted);
        for (Plan plan : plans) {
            if (!isReady(plan)) {
                open(plan).ifPresent(stores -> put(plan, stores));
            }
        }
    }

    /** The stores of a plan, which are the caller's from now on: those that are ready, or others that are opened now. */
    PlanStores take(Plan plan) {
        synchronized (this) {
            Ready found = ready.get(plan.migration());
            if (found != null && found.plan().equals(plan)) {
                ready.remove(plan.migration());
                return found.stores();
            }
        }
        return opening.apply(plan);
    }

    private Optional<PlanStores> open(Plan plan) {
        PlanStores stores = opening.apply(plan);
        try {
            rehearsal.accept(plan, stores);
            return Optional.of(stores);
        } catch (GodwitException e) {
            stores.close();
            LOG.debug("stores of {} are not ready: {}", plan.migration(), e.describe());
            return Optional.empty();
        }
    }

    private synchronized boolean isReady(Plan plan) {
        return ready.containsKey(plan.migration());
    }

    private synchronized void put(Plan plan, PlanStores stores) {
        ready.put(plan.migration(), new Ready(plan, stores));
    }

    private synchronized void drop(Set<Plan> wanted) {
        ready.values().removeIf(each -> {
            boolean unwanted = !wanted.contains(each.plan());
            if (unwanted) {
                each.stores().close();
            }
            return unwanted;
        });
    }

    @Override
    public void close() {
        drop(Set.of());
    }
}
