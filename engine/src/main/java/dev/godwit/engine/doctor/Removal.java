package dev.godwit.engine.doctor;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.Store;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.PlanStores;
import dev.godwit.engine.internal.Leadership;
import dev.godwit.engine.internal.control.ControlStores;
import dev.godwit.engine.spi.ControlStore;
import java.util.List;
import java.util.stream.Stream;

/**
 * Removes everything of Godwit from all stores of a plan, when nothing needs it any more, and proves it by the catalogs.
 * Stateless and thread-safe.
 */
public final class Removal {
    private Removal() {}

    /**
     * Removes all of it.
     *
     * @throws GodwitException with {@link ErrorCode#REMOVAL_REFUSED} when fences still decide something: a migration has
     *     not ended, a unit is in flight, or units live in both stores; nothing was changed then. With {@link
     *     ErrorCode#CONTROL_STORE_IN_USE} when a server runs
     */
    public static List<Removed> remove(Plan plan, PlanStores stores, EngineSettings settings) {
        if (!ControlStores.exists(settings)) {
            return removeFrom(plan, stores);
        }
        SystemTime time = new SystemTime();
        try (ControlStore control = ControlStores.open(settings, time, () -> {})) {
            Leadership leadership = new Leadership(control, settings.server(), new ThreadTasks(), time);
            leadership.take();
            leadership.keep(() -> {});
            try {
                requireEnded(plan, control);
                List<Removed> removed = removeFrom(plan, stores);
                control.alarms(plan.migration()).stream()
                        .filter(alarm -> alarm.kind() == AlarmKind.LEFTOVERS)
                        .forEach(alarm -> control.clear(
                                plan.migration(),
                                alarm.kind(),
                                alarm.subject(),
                                alarm.kind() + " of " + alarm.subject() + " is over: all of it was removed"));
                return removed;
            } finally {
                leadership.resign();
            }
        }
    }

    private static List<Removed> removeFrom(Plan plan, PlanStores stores) {
        List<Found> found = plan.movingStores().stream()
                .map(stores::named)
                .map(store -> new Found(store, Examined.of(store)))
                .toList();
        found.forEach(each -> requireAtRest(each.examined()));
        List<Found> homes =
                found.stream().filter(each -> each.examined().isHomeOfSome()).toList();
        if (homes.size() > 1) {
            throw refused(
                    "units live in " + homes.size() + " stores, and without fences nobody would know which is where");
        }
        // Whoever refuses writes does so to the end.
        return Stream.concat(homes.stream(), found.stream().filter(each -> !homes.contains(each)))
                .map(each -> uninstall(each.store(), each.examined()))
                .toList();
    }

    private record Found(Store store, Examined examined) {}

    private static Removed uninstall(Store store, Examined before) {
        store.uninstall();
        Removed removed = Removed.of(store.name().value(), before.artefacts(), store.artefacts());
        if (!removed.proven()) {
            throw new GodwitException(
                    ErrorCode.INTERNAL, "store " + store.name() + " still has objects: " + removed.proof());
        }
        return removed;
    }

    private static void requireEnded(Plan plan, ControlStore control) {
        List<MigrationName> active = control.activeMigrations(plan.keyspace().name());
        if (!active.isEmpty()) {
            throw refused("migration " + active.getFirst() + " has not ended");
        }
    }

    private static void requireAtRest(Examined store) {
        Stream<String> moving = store.fences().stream()
                .filter(fence -> fence.inFlight())
                .map(fence -> fence.unit().value());
        moving.findFirst().ifPresent(unit -> {
            throw refused("unit " + unit + " is in flight in " + store.place());
        });
    }

    private static GodwitException refused(String why) {
        return new GodwitException(ErrorCode.REMOVAL_REFUSED, why);
    }
}
