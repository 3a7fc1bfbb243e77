package dev.godwit.engine.internal.workflow;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Role;
import dev.godwit.core.Side;
import dev.godwit.core.Step;
import dev.godwit.core.StepContext;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import java.util.Locale;

/** Installs fences, marks, triggers and home views in one store. */
public final class InstallStep implements Step {
    private final Side side;
    private final MoveParts parts;
    private final PausePoints pausePoints;

    public InstallStep(Side side, MoveParts parts, PausePoints pausePoints) {
        this.side = side;
        this.parts = parts;
        this.pausePoints = pausePoints;
    }

    @Override
    public String name() {
        return "install-" + side.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String plan() {
        return "Install fences, marks, triggers and home views in " + storeName()
                + ", table by table, each under a lock that is waited for at most 50 ms at a time";
    }

    @Override
    public void execute(StepContext context) {
        store().install(defaultRole());
        pausePoints.reached(
                switch (side) {
                    case SOURCE -> PausePoint.AFTER_INSTALL_SOURCE;
                    case TARGET -> PausePoint.AFTER_INSTALL_TARGET;
                });
    }

    @Override
    public boolean check(StepContext context) {
        return store().installed();
    }

    @Override
    public Reversal reversal() {
        return new Reversal.Undo("Remove all of it from " + storeName(), context -> {
            requireAllBack();
            store().uninstall();
            pausePoints.reached(PausePoint.AFTER_UNINSTALL);
        });
    }

    private Store store() {
        return parts.stores().on(side);
    }

    private StoreName storeName() {
        return switch (side) {
            case SOURCE -> parts.plan().source();
            case TARGET -> parts.plan().target();
        };
    }

    /** Without fences nobody would know any more what the target is for a unit that lives there. */
    private void requireAllBack() {
        parts.readBoard().stream()
                .filter(record -> record.phase().inFlight() || record.state().home() == Side.TARGET)
                .findFirst()
                .ifPresent(record -> {
                    throw new GodwitException(
                            ErrorCode.FORBIDDEN_TRANSITION,
                            "unit " + record.unit() + " is " + record.state() + "; the fences of " + storeName()
                                    + " stay until every unit is back in the source");
                });
    }

    private Role defaultRole() {
        return switch (side) {
            case SOURCE -> Role.HOME;
            case TARGET -> Role.MOVED;
        };
    }
}
