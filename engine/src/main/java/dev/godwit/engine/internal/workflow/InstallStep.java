package dev.godwit.engine.internal.workflow;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Role;
import dev.godwit.core.Side;
import dev.godwit.core.Step;
import dev.godwit.core.StepContext;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import java.util.Locale;
import java.util.Optional;

/** Installs fences, marks, triggers and home views in one store. */
public final class InstallStep implements Step {
    private static final String FOUND = "found";
    private static final String MADE = "made";

    private final StoreName store;
    private final MoveParts parts;
    private final PausePoints pausePoints;

    public InstallStep(StoreName store, MoveParts parts, PausePoints pausePoints) {
        this.store = store;
        this.parts = parts;
        this.pausePoints = pausePoints;
    }

    @Override
    public String name() {
        // Of a plan with one route journals know the steps by these names.
        return parts.plan().spread().isPresent()
                ? "install-" + store
                : "install-" + side().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String plan() {
        return "Install fences, marks, triggers and home views in " + store
                + ", table by table, each under a lock that is waited for at most 50 ms at a time";
    }

    @Override
    public void execute(StepContext context) {
        parts.neighbours().alone(() -> {
            if (context.remembered().isEmpty()) {
                context.remember(opened().installed() ? FOUND : MADE);
            }
            opened().install(defaultRole());
        });
        pausePoints.reached(
                switch (side()) {
                    case SOURCE -> PausePoint.AFTER_INSTALL_SOURCE;
                    case TARGET -> PausePoint.AFTER_INSTALL_TARGET;
                });
    }

    @Override
    public boolean check(StepContext context) {
        return opened().installed();
    }

    @Override
    public Reversal reversal() {
        return new Reversal.Undo("Remove all of it from " + store, context -> {
            requireAllBack();
            parts.neighbours().alone(() -> uninstall(context));
            pausePoints.reached(PausePoint.AFTER_UNINSTALL);
        });
    }

    private void uninstall(StepContext context) {
        Optional<String> needed = needed(context);
        if (needed.isPresent()) {
            context.note("the fences stay in " + store + ": " + needed.get());
        } else {
            opened().uninstall();
        }
    }

    /** Why the fences are still needed, if they are: they keep old writers from units that live elsewhere. */
    private Optional<String> needed(StepContext context) {
        if (context.remembered().equals(Optional.of(FOUND))) {
            return Optional.of("they were there before this migration");
        }
        KeyspaceName keyspace = parts.plan().keyspace().name();
        Optional<MigrationName> other = parts.control().activeMigrations(keyspace).stream()
                .filter(name -> !name.equals(parts.plan().migration()))
                .findFirst();
        if (other.isPresent()) {
            return Optional.of("migration " + other.get() + " has not ended");
        }
        Optional<StoreName> defaultHome = parts.control().defaultHome(keyspace);
        return parts.control().placementsAfter(keyspace, 0).stream()
                .filter(placement -> !defaultHome.equals(Optional.of(placement.home())))
                .findFirst()
                .map(placement -> "unit " + placement.unit() + " lives in " + placement.home());
    }

    private Store opened() {
        return parts.stores().named(store);
    }

    private Side side() {
        return parts.plan().sources().contains(store) ? Side.SOURCE : Side.TARGET;
    }

    /** Without fences nobody would know any more what the target is for a unit that lives there. */
    private void requireAllBack() {
        parts.readBoard().stream()
                .filter(record -> record.phase().inFlight() || record.state().home() == Side.TARGET)
                .findFirst()
                .ifPresent(record -> {
                    throw new GodwitException(
                            ErrorCode.FORBIDDEN_TRANSITION,
                            "unit " + record.unit() + " is " + record.state() + "; the fences of " + store
                                    + " stay until every unit is back in the source");
                });
    }

    /** At most one store's default is HOME, ever, and that is the keyspace's default home. */
    private Role defaultRole() {
        return parts.control().defaultHome(parts.plan().keyspace().name()).equals(Optional.of(store))
                ? Role.HOME
                : Role.MOVED;
    }
}
