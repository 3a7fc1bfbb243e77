package dev.godwit.engine.spi;

import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Flags;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Phase;
import dev.godwit.core.Placement;
import dev.godwit.core.Side;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitEvent;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitLifecycle;
import dev.godwit.core.UnitState;
import dev.godwit.core.WaveName;
import java.util.Optional;

/**
 * The control record of a unit in a migration: its placement, what it is on its way to, and what the current attempt to
 * change its home has planned.
 *
 * @param revision the keyspace-wide number of the last change
 * @param settledMillis wall-clock time, without the jumps of one process, since which the unit has its home: probation
 *     and, after finalize, retention are counted from it
 */
public record UnitRecord(
        UnitId unit,
        WaveName wave,
        StoreName source,
        StoreName target,
        UnitState state,
        Goal goal,
        Epoch epoch,
        long revision,
        Flags flags,
        Optional<Attempt> attempt,
        Work work,
        Leftover leftover,
        Optional<Long> settledMillis) {

    /**
     * What was done for the unit.
     *
     * @param cutoverMicros the pause of the last cutover
     * @param rollbackMicros the pause of the last roll-back
     */
    public record Work(
            long rowsCopied, long rowsVerified, Optional<Long> cutoverMicros, Optional<Long> rollbackMicros) {
        public static final Work NONE = new Work(0, 0, Optional.empty(), Optional.empty());

        public Work copied(long copied, long verified) {
            return new Work(copied, verified, cutoverMicros, rollbackMicros);
        }

        public Work paused(Side newHome, long micros) {
            return switch (newHome) {
                case TARGET -> new Work(rowsCopied, rowsVerified, Optional.of(micros), rollbackMicros);
                case SOURCE -> new Work(rowsCopied, rowsVerified, cutoverMicros, Optional.of(micros));
            };
        }
    }

    public Phase phase() {
        return state.phase();
    }

    public StoreName store(Side side) {
        return switch (side) {
            case SOURCE -> source;
            case TARGET -> target;
        };
    }

    public StoreName homeStore() {
        return store(state.home());
    }

    public StoreName mirrorStore() {
        return store(state.home().other());
    }

    public Placement placement() {
        return placement(unit, source, target, state, epoch, revision);
    }

    /** Where a unit lives of which only this is known. */
    public static Placement placement(
            UnitId unit, StoreName source, StoreName target, UnitState state, Epoch epoch, long revision) {
        boolean atSource = state.home() == Side.SOURCE;
        Optional<StoreName> mirror =
                state.phase().inFlight() ? Optional.of(atSource ? target : source) : Optional.empty();
        return new Placement(unit, atSource ? source : target, mirror, state.phase(), epoch, revision);
    }

    /**
     * The record after an event.
     *
     * @throws dev.godwit.core.ForbiddenTransitionException when the lifecycle has no such edge
     * @throws GodwitException with {@link ErrorCode#WAY_BACK_STALE} for a roll-back to a source that is not equal
     */
    public UnitRecord on(UnitEvent event) {
        if (event == UnitEvent.ROLL_BACK) {
            requireWayBack();
        }
        UnitRecord after = with(UnitLifecycle.decide(state, event).state());
        boolean nothingLeft = event == UnitEvent.START || event == UnitEvent.CLEANED;
        return nothingLeft ? after.with(Leftover.NONE) : after;
    }

    /** Whether its move was taken back altogether: it is at rest in the source, as if no wave had taken it. */
    public boolean givenUp() {
        return !phase().inFlight()
                && state.home() == Side.SOURCE
                && goal == Goal.ABANDONED
                && leftover == Leftover.NONE;
    }

    /** Where it is, for those who wanted to move it in another migration. */
    public String inWords(MigrationName migration) {
        if (phase().inFlight()) {
            return "it is on its way from " + source + " to " + target + " in migration " + migration;
        }
        return leftover == Leftover.NONE && (state.home() == Side.TARGET || goal == Goal.ABANDONED)
                ? "it lives in " + homeStore()
                : "migration " + migration + " has not ended with it in " + source;
    }

    /** Whether the source is no longer kept equal to the target, so that going back would lose writes. */
    public boolean wayBackStale() {
        return leftover == Leftover.STALE_MIRROR;
    }

    /**
     * Makes sure that the source is kept equal.
     *
     * @throws GodwitException with {@link ErrorCode#WAY_BACK_STALE}
     */
    public void requireWayBack() {
        if (wayBackStale()) {
            throw new GodwitException(
                    ErrorCode.WAY_BACK_STALE,
                    "unit " + unit + ": " + source + " is no longer kept equal to " + target
                            + ", for too many changes waited or for too long");
        }
    }

    public UnitRecord with(UnitState newState) {
        Draft draft = new Draft(this);
        draft.state = newState;
        return draft.record();
    }

    /** On its way to another resting state. Who gives a start up that may be under way leaves its fences behind. */
    public UnitRecord with(Goal newGoal) {
        Draft draft = new Draft(this);
        boolean starting = !phase().inFlight() && state.home() == Side.SOURCE && goal != Goal.ABANDONED;
        if (starting && newGoal == Goal.ABANDONED) {
            draft.leftover = Leftover.FENCES;
        }
        draft.goal = newGoal;
        return draft.record();
    }

    public UnitRecord with(Flags newFlags) {
        Draft draft = new Draft(this);
        draft.flags = newFlags;
        return draft.record();
    }

    public UnitRecord withAttempt(Optional<Attempt> newAttempt) {
        Draft draft = new Draft(this);
        draft.attempt = newAttempt;
        return draft.record();
    }

    public UnitRecord with(Work newWork) {
        Draft draft = new Draft(this);
        draft.work = newWork;
        return draft.record();
    }

    /** The whole unit was compared and made equal. */
    public UnitRecord verified() {
        return leftover == Leftover.UNVERIFIED ? with(Leftover.NONE) : this;
    }

    public UnitRecord with(Leftover newLeftover) {
        Draft draft = new Draft(this);
        draft.leftover = newLeftover;
        return draft.record();
    }

    public UnitRecord settledAt(long millis) {
        Draft draft = new Draft(this);
        draft.settledMillis = Optional.of(millis);
        return draft.record();
    }

    /** The record as a control store writes it: with the next epoch and the revision of the change. */
    public UnitRecord stamped(Epoch newEpoch, long newRevision) {
        Draft draft = new Draft(this);
        draft.epoch = newEpoch;
        draft.revision = newRevision;
        return draft.record();
    }

    /** A record on its way to be another one; what identifies the unit stays. */
    private static final class Draft {
        private final UnitRecord old;
        private UnitState state;
        private Goal goal;
        private Epoch epoch;
        private long revision;
        private Flags flags;
        private Optional<Attempt> attempt;
        private Work work;
        private Leftover leftover;
        private Optional<Long> settledMillis;

        Draft(UnitRecord old) {
            this.old = old;
            this.state = old.state;
            this.goal = old.goal;
            this.epoch = old.epoch;
            this.revision = old.revision;
            this.flags = old.flags;
            this.attempt = old.attempt;
            this.work = old.work;
            this.leftover = old.leftover;
            this.settledMillis = old.settledMillis;
        }

        UnitRecord record() {
            return new UnitRecord(
                    old.unit,
                    old.wave,
                    old.source,
                    old.target,
                    state,
                    goal,
                    epoch,
                    revision,
                    flags,
                    attempt,
                    work,
                    leftover,
                    settledMillis);
        }
    }
}
