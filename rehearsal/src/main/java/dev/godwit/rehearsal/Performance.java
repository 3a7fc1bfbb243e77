package dev.godwit.rehearsal;

import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.MigrationControl.UnitView;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Phase;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.engine.Engine;
import dev.godwit.engine.rehearsal.EngineSuccession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Steers the engines of a rehearsal, whichever of them lives, and waits for what they should do. Not thread-safe. */
final class Performance {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK_EVERY = Duration.ofMillis(25);
    private static final int MOST_UNITS = 10_000;

    private final EngineSuccession engines;
    private final Set<UnitId> moving;
    private final TimeSource time;
    private Optional<MigrationStatus> last = Optional.empty();

    /** @param moving the units that change their home */
    Performance(EngineSuccession engines, Set<UnitId> moving, TimeSource time) {
        this.engines = engines;
        this.moving = moving;
        this.time = time;
    }

    /** Something did not happen that should have, in words. */
    static final class StuckException extends Exception {
        private static final long serialVersionUID = 1L;

        StuckException(String message) {
            super(message);
        }
    }

    /** What the status said last. */
    Optional<MigrationStatus> status() {
        return last;
    }

    void command(CommandKind kind) throws StuckException, InterruptedException {
        Command command = new Command(kind, Scope.MIGRATION, "rehearsal", "rehearsal");
        await(kind + " to be taken", engine -> {
            engine.command(command);
            return true;
        });
    }

    void awaitPhase(Phase phase) throws StuckException, InterruptedException {
        await("all units to be " + phase, engine -> {
            List<UnitView> views = engine.units(UnitFilter.ALL, MOST_UNITS);
            return views.stream().map(UnitView::unit).toList().containsAll(moving)
                    && views.stream()
                            .filter(view -> moving.contains(view.unit()))
                            .allMatch(view -> view.phase() == phase);
        });
    }

    /** Waits until both stores are equal: nobody writes any more. */
    void awaitMirrored() throws StuckException, InterruptedException {
        await(
                "all changes to be mirrored",
                engine -> engine.status().marks() == 0 && engine.status().lagMillis() == 0);
    }

    void awaitUndone() throws StuckException, InterruptedException {
        await("the move to be undone", engine -> engine.status().ended());
    }

    /** An engine may die at any moment; then its heir is asked. */
    private void await(String what, Predicate<Engine> happened) throws StuckException, InterruptedException {
        long start = time.monotonicNanos();
        String why = "no engine took over";
        while (time.since(start).compareTo(PATIENCE) < 0) {
            Optional<Engine> engine = engines.engine();
            if (engine.isPresent()) {
                try {
                    if (happened.test(engine.get())) {
                        last = Optional.of(engine.get().status());
                        return;
                    }
                    MigrationStatus status = engine.get().status();
                    last = Optional.of(status);
                    requireNoAttention(status);
                    why = String.join("; ", status.waitsFor());
                } catch (GodwitException e) {
                    why = e.describe();
                }
            }
            time.sleep(LOOK_EVERY);
        }
        throw new StuckException("waited " + PATIENCE.toMinutes() + " minutes for " + what + ": " + why);
    }

    /** Whatever needs a person in the rehearsal would need one in the real move. */
    void requireNoAttention(MigrationStatus status) throws StuckException {
        if (!status.attention().isEmpty()) {
            MigrationStatus.UnitAttention first = status.attention().getFirst();
            throw new StuckException(status.attention().size() + " units need attention; unit " + first.unit() + " in "
                    + first.phase() + ": " + first.reason());
        }
        Optional<String> whole = status.flags().attention();
        if (whole.isPresent()) {
            throw new StuckException("the migration needs attention: " + whole.get());
        }
    }
}
