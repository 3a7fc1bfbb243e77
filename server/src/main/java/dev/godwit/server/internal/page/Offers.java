package dev.godwit.server.internal.page;

import dev.godwit.core.Flags;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationControl.UnitView;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.core.Phase;
import dev.godwit.core.WaveName;
import dev.godwit.server.words.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which commands make sense now, for the migration, a wave or a unit, with what they lead to. What is not offered would be
 * refused or do nothing; the last word has the engine. Stateless and thread-safe.
 */
public final class Offers {
    private final MigrationStatus status;
    private final List<Offer> offers = new ArrayList<>();

    private Offers(MigrationStatus status) {
        this.status = status;
    }

    /** For the whole migration. */
    public static List<Offer> of(MigrationStatus status) {
        Offers all = new Offers(status);
        if (!all.over()) {
            all.ofMigration();
        } else if (status.retains()) {
            all.ofRetention();
        }
        return List.copyOf(all.offers);
    }

    /** For a wave. */
    public static List<Offer> of(MigrationStatus status, WaveStatus wave) {
        Offers all = new Offers(status);
        if (!all.over()) {
            all.ofWave(wave, new Scope(Optional.of(new WaveName(wave.name())), Optional.empty()));
        }
        return List.copyOf(all.offers);
    }

    /** For a unit. */
    public static List<Offer> of(MigrationStatus status, UnitView unit) {
        Offers all = new Offers(status);
        if (!all.over()) {
            all.ofUnit(unit, new Scope(Optional.empty(), Optional.of(unit.unit())));
        }
        return List.copyOf(all.offers);
    }

    private void ofMigration() {
        Scope scope = Scope.MIGRATION;
        holding(
                scope,
                status.flags(),
                !status.attention().isEmpty(),
                "Nothing new begins; mirrors stay equal to their homes.");
        if (undoing()) {
            return;
        }
        if (status.stage().equals("prepare") || status.stage().startsWith("wave ")) {
            offer(CommandKind.THROTTLE, scope, "Bound the copy", "At most so many rows are copied in a second.");
        }
        rest(scope, count(Phase.SYNCED), count(Phase.PROBATION), mirrored());
        offers.add(Offer.of(
                        CommandKind.FINALIZE,
                        scope,
                        "Finalize",
                        "The move is accepted for good: the way back closes, and the rows in " + status.source()
                                + " are removed after the retention.")
                .with(Offer.Look.GRAVE)
                .blocked(notYet(status.unitsTotal() - status.unitsMoved())));
        offers.add(Offer.of(
                        CommandKind.ABORT,
                        scope,
                        "Abort",
                        "The whole migration is undone: units go back to " + status.source() + ", what was copied to "
                                + status.target() + " is removed.")
                .with(Offer.Look.GRAVE));
    }

    /** What was ordered for the copy bounds this too, so that it can be taken back here. */
    private void ofRetention() {
        offer(
                CommandKind.THROTTLE,
                Scope.MIGRATION,
                "Bound the removal",
                "At most so many rows are removed from " + status.source() + " in a second.");
    }

    private void ofWave(WaveStatus wave, Scope scope) {
        if (wave.approvalWanted()) {
            offers.add(Offer.of(
                            CommandKind.APPROVE,
                            scope,
                            "Approve",
                            wave.stage().equals("waiting")
                                    ? "The wave begins: its units are copied to " + status.target() + "."
                                    : "The units of the wave are cut over to " + status.target() + ".")
                    .with(Offer.Look.WANTED));
        }
        if (wave.units() == 0 || undoing()) {
            return;
        }
        offer(
                CommandKind.PAUSE,
                scope,
                "Pause",
                "The units of the wave stand still; their mirrors too, until they go on.");
        offer(CommandKind.RESUME, scope, "Resume", "The units of the wave that were paused or wanted attention go on.");
        rest(scope, wave.units() - wave.moved(), wave.moved(), wave.units());
        offers.add(Offer.of(
                        CommandKind.FINALIZE,
                        scope,
                        "Finalize",
                        "The move of the wave's units is accepted for good: their way back closes.")
                .with(Offer.Look.GRAVE)
                .blocked(notYet(wave.units() - wave.moved())));
        offers.add(Offer.of(
                        CommandKind.ABORT,
                        scope,
                        "Abort",
                        "The moves of the wave's units are undone, and what was copied is removed from "
                                + status.target() + ".")
                .with(Offer.Look.GRAVE));
    }

    private void ofUnit(UnitView unit, Scope scope) {
        Phase phase = unit.phase();
        boolean inSource = !unit.moved();
        if (phase != Phase.SETTLED) {
            holding(scope, unit.flags(), false, "The unit stands still until it is resumed.");
        }
        if (undoing()) {
            return;
        }
        switch (phase) {
            case SETTLED -> {
                if (inSource) {
                    offer(
                            CommandKind.MOVE,
                            scope,
                            "Move",
                            "The unit is copied to " + status.target() + " and cut over.");
                }
            }
            case COPYING -> {
                abort(scope);
                verify(scope);
            }
            case SYNCED -> {
                offer(CommandKind.CUTOVER, scope, "Cut over", status.target() + " becomes the unit's home.");
                verify(scope);
                repair(scope);
                abort(scope);
            }
            case PROBATION -> {
                rollBack(scope);
                verify(scope);
                repair(scope);
                offers.add(Offer.of(
                                CommandKind.FINALIZE,
                                scope,
                                "Finalize",
                                "The unit's move is accepted for good: its way back closes.")
                        .with(Offer.Look.GRAVE));
                abort(scope);
            }
            case CUTTING -> rollBack(scope);
            case CUTTING_BACK ->
                offer(CommandKind.CUTOVER, scope, "Cut over", status.target() + " stays the unit's home after all.");
            case CLEANING -> {}
        }
    }

    /** What concerns units that are somewhere in their move. */
    private void rest(Scope scope, long inSource, long moved, long mirrored) {
        if (inSource > 0 && mirrored > 0) {
            offer(CommandKind.CUTOVER, scope, "Cut over", "Units go on to their cutover to " + status.target() + ".");
        }
        if (moved > 0) {
            rollBack(scope);
        }
        if (mirrored > 0) {
            verify(scope);
        }
        if (!status.attention().isEmpty()) {
            repair(scope);
        }
    }

    private void holding(Scope scope, Flags flags, boolean others, String pausing) {
        if (flags.clear() && !others) {
            offer(CommandKind.PAUSE, scope, "Pause", pausing);
            return;
        }
        offers.add(Offer.of(CommandKind.RESUME, scope, "Resume", "What was paused or wanted attention goes on.")
                .with(Offer.Look.WANTED));
        if (flags.paused().isEmpty()) {
            offer(CommandKind.PAUSE, scope, "Pause", pausing);
        }
    }

    private void rollBack(Scope scope) {
        offer(
                CommandKind.ROLLBACK,
                scope,
                "Roll back",
                "Home is " + status.source() + " again, with every change since; " + status.target()
                        + " stays mirrored.");
    }

    private void verify(Scope scope) {
        offer(
                CommandKind.VERIFY,
                scope,
                "Verify",
                "Both stores are compared row by row; a difference calls for attention.");
    }

    private void repair(Scope scope) {
        offer(CommandKind.REPAIR, scope, "Repair", "Where the mirror differs from its home, it is made equal to it.");
    }

    private void abort(Scope scope) {
        offers.add(Offer.of(
                        CommandKind.ABORT,
                        scope,
                        "Abort",
                        "The unit's move is undone, and what was copied is removed from " + status.target() + ".")
                .with(Offer.Look.GRAVE));
    }

    private void offer(CommandKind kind, Scope scope, String label, String consequence) {
        offers.add(Offer.of(kind, scope, label, consequence));
    }

    private Optional<String> notYet(long left) {
        if (left > 0) {
            return Optional.of(Figures.count(left) + (left == 1 ? " unit has" : " units have") + " not moved yet");
        }
        return status.waves().stream()
                .filter(wave -> wave.stage().equals("waiting"))
                .findFirst()
                .map(wave -> "wave " + wave.name() + " has not begun yet");
    }

    private long mirrored() {
        return status.phases().entrySet().stream()
                .filter(entry -> entry.getKey().mirrors())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private long count(Phase phase) {
        return status.phases().getOrDefault(phase, 0L);
    }

    private boolean undoing() {
        return status.stage().startsWith("undo");
    }

    private boolean over() {
        return status.ended() || status.retains() || status.stage().equals("finalize");
    }
}
