package dev.godwit.engine.internal.unit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.FenceChange.Promote;
import dev.godwit.core.FenceChange.Reopen;
import dev.godwit.core.FenceChange.Restore;
import dev.godwit.core.FenceChange.Thaw;
import dev.godwit.core.GodwitException;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Role;
import dev.godwit.core.Store;
import dev.godwit.core.UnitEvent;
import dev.godwit.core.UnitId;
import dev.godwit.engine.spi.Attempt;
import dev.godwit.engine.spi.UnitRecord;
import java.util.Optional;

/**
 * Brings a change of home that was interrupted anywhere to an end, forward if step 7 has happened and back otherwise. It
 * reads both fences, does one compare-and-set, and reads again. Before the record goes back, what a stalled coordinator
 * could still do under this attempt is void: the home was thawed, or the mirror has a later epoch. Thread-safe for
 * different units.
 */
public final class ChangeRecovery {
    private static final int LOOKS = 12;

    private final StorePairs stores;
    private final Recorder recorder;
    private final HomeChange homeChange;
    private final SessionBook sessions;
    private final PausePoints pausePoints;

    public ChangeRecovery(
            StorePairs stores,
            Recorder recorder,
            HomeChange homeChange,
            SessionBook sessions,
            PausePoints pausePoints) {
        this.stores = stores;
        this.recorder = recorder;
        this.homeChange = homeChange;
        this.sessions = sessions;
        this.pausePoints = pausePoints;
    }

    /**
     * Ends the attempt of a record in CUTTING or CUTTING_BACK.
     *
     * @return the record afterwards
     * @throws GodwitException with {@link ErrorCode#FENCE_LOST} when the fences are as no step leaves them
     */
    public UnitRecord recover(UnitRecord record) {
        Attempt attempt = record.attempt()
                .orElseThrow(() -> new IllegalStateException("unit " + record.unit() + " changes home without a plan"));
        Store home = stores.named(record.homeStore());
        Store mirror = stores.named(record.mirrorStore());
        boolean voided = false;
        for (int look = 0; look < LOOKS; look++) {
            Fence atHome = read(home, record.unit());
            Fence inMirror = read(mirror, record.unit());
            RecoveryAct act = RecoveryAct.of(attempt, atHome, inMirror, home.name(), voided);
            switch (act) {
                case FINISH -> {
                    return homeChange.finish(record.unit(), attempt, Optional.empty());
                }
                case GIVE_UP -> {
                    // The two were not read at once: home may have become a mirror before the other one was reopened.
                    if (read(home, record.unit()).is(Role.HOME, atHome.epoch())) {
                        return giveUp(record, attempt);
                    }
                }
                case THAW, REOPEN, PROMOTE, RESTORE -> voided |= change(act, home, mirror, atHome, inMirror);
                case LOOK_AGAIN -> voided = false;
                case IMPOSSIBLE ->
                    throw new GodwitException(
                            ErrorCode.FENCE_LOST,
                            "unit " + record.unit() + " is " + atHome.role() + " in " + home.name()
                                    + " during a change of home");
            }
        }
        throw new GodwitException(
                ErrorCode.FENCE_LOST,
                "unit " + record.unit() + ": the change of home can't be ended; " + home.name() + " and "
                        + mirror.name() + " are changed by someone else");
    }

    /** One compare-and-set; says whether it made void what a stalled coordinator could still do. */
    private boolean change(RecoveryAct act, Store home, Store mirror, Fence atHome, Fence inMirror) {
        UnitId unit = atHome.unit();
        return switch (act) {
            case THAW -> {
                boolean thawed = home.fences().change(new Thaw(unit, atHome.epoch()));
                pausePoints.reached(PausePoint.AFTER_THAW);
                yield thawed;
            }
            case REOPEN -> {
                boolean reopened = mirror.fences().change(new Reopen(unit, inMirror.epoch()));
                sessions.drop(unit);
                pausePoints.reached(PausePoint.AFTER_REOPEN);
                yield reopened;
            }
            case PROMOTE -> {
                home.flushToStandbys();
                mirror.fences()
                        .change(new Promote(
                                unit, inMirror.epoch(), inMirror.heir().orElseThrow()));
                yield false;
            }
            case RESTORE -> home.fences().change(new Restore(unit, atHome.epoch()));
            case FINISH, GIVE_UP, LOOK_AGAIN, IMPOSSIBLE -> false;
        };
    }

    private UnitRecord giveUp(UnitRecord record, Attempt attempt) {
        UnitRecord back = recorder.change(
                record.unit(),
                changing -> changing.attempt().equals(Optional.of(attempt))
                        ? changing.on(UnitEvent.THAWED).withAttempt(Optional.empty())
                        : changing,
                UnitEvent.THAWED + ": the attempt was given up");
        pausePoints.reached(PausePoint.AFTER_THAW_RECORD);
        return back;
    }

    private static Fence read(Store store, UnitId unit) {
        return store.fences()
                .read(unit)
                .orElseThrow(() ->
                        new GodwitException(ErrorCode.FENCE_LOST, "unit " + unit + " has no fence in " + store.name()));
    }
}
