package dev.godwit.bench.demo;

import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.core.Phase;
import dev.godwit.core.WaveName;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Gives the operator's commands and waits for what they lead to, showing how it stands meanwhile. Not thread-safe. */
final class Conductor {
    private static final long LOOK_EVERY_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private final MigrationControl control;
    private final Supplier<Totals> users;
    private final Screen screen;
    private final CopyMeter copyMeter = new CopyMeter();

    Conductor(MigrationControl control, Supplier<Totals> users, Screen screen) {
        this.control = control;
        this.users = users;
        this.screen = screen;
    }

    void command(CommandKind kind, WaveName wave) {
        command(kind, new Scope(Optional.of(wave), Optional.empty()));
    }

    void command(CommandKind kind, Scope scope) {
        control.command(new Command(kind, scope, "", "demo"));
    }

    /** Waits until everything is installed, and the first wave waits for its approval. */
    void awaitApprovalWanted() throws InterruptedException {
        await(
                "the first wave may begin",
                status -> status.waitsFor().stream().anyMatch(reason -> reason.contains("approve")));
    }

    /** Waits until at least so many units of a wave live in the target. */
    void awaitMoved(WaveName wave, double share) throws InterruptedException {
        await(
                "wave " + wave + " has moved",
                status -> wave(status, wave).units() > 0
                        && wave(status, wave).moved()
                                >= share * wave(status, wave).units());
    }

    /** Waits until all waves are moved and the way back is open. */
    void awaitAllMoved() throws InterruptedException {
        await("all waves have moved", status -> status.stage().equals("probation"));
    }

    /** Waits until all units of a wave live in the source again, mirrored and ready to move. */
    void awaitRolledBack(WaveName wave) throws InterruptedException {
        await(
                "wave " + wave + " is back",
                status -> wave(status, wave).moved() == 0
                        && synced(wave) == wave(status, wave).units());
    }

    private long synced(WaveName wave) {
        return control.units(
                        new UnitFilter(Optional.of(Phase.SYNCED), Optional.of(wave), Optional.empty()),
                        Integer.MAX_VALUE)
                .size();
    }

    /** Waits until nothing is left to mirror, which needs users who rest. */
    void awaitMirrored() throws InterruptedException {
        // The status may be a moment old: two looks in a row.
        for (int look = 0; look < 3; look++) {
            await("everything is mirrored", status -> status.marks() == 0);
            Thread.sleep(2 * LOOK_EVERY_MILLIS);
        }
    }

    void awaitEnd() throws InterruptedException {
        await("the migration has ended", MigrationStatus::ended);
    }

    void awaitOperations(long operations, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        await(
                operations + " operations",
                status -> users.get().operations() >= operations || System.nanoTime() > deadline);
    }

    MigrationStatus status() {
        return control.status();
    }

    double copyRowsPerSecond() {
        return copyMeter.rowsPerSecond();
    }

    private void await(String what, Predicate<MigrationStatus> reached) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        MigrationStatus status = look();
        while (!reached.test(status)) {
            if (!status.attention().isEmpty()) {
                throw new StoryBrokenException("needs attention: " + status.attention());
            }
            if (System.nanoTime() > deadline) {
                throw new StoryBrokenException(
                        "not within " + PATIENCE.toSeconds() + " s: " + what + "; it waits for " + status.waitsFor());
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
            status = look();
        }
    }

    private MigrationStatus look() {
        MigrationStatus status = control.status();
        copyMeter.look(status, System.nanoTime());
        Totals totals = users.get();
        screen.live(Screen.bar(status.unitsMoved(), status.unitsTotal())
                + " %d of %d accounts, %,d rows copied, %,d operations, %d held, %d wrong, %d errors"
                        .formatted(
                                status.unitsMoved(),
                                status.unitsTotal(),
                                status.rowsCopied(),
                                totals.operations(),
                                totals.heldWrites(),
                                totals.misses(),
                                totals.errors()));
        return status;
    }

    private static WaveStatus wave(MigrationStatus status, WaveName wanted) {
        return status.waves().stream()
                .filter(wave -> wave.name().equals(wanted.value()))
                .findFirst()
                .orElseThrow(() -> new StoryBrokenException("no wave " + wanted));
    }
}
