package dev.godwit.engine.internal.unit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Phase;
import dev.godwit.core.Side;
import dev.godwit.core.UnitId;
import dev.godwit.engine.internal.mover.MirrorSession;
import dev.godwit.engine.internal.mover.Verifier;
import dev.godwit.engine.spi.Leftover;
import dev.godwit.engine.spi.UnitRecord;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The bound of what waits to be mirrored back in probation. A unit that is too far behind gives its way back up: nothing
 * is mirrored and its marks are forgotten, so that an old store that is gone does not fill up the new one. A compare of
 * all rows, which repairs, opens the way again. Of a plan that has no way back each unit gives it up at once, for good.
 * Thread-safe for different units.
 */
public final class WayBack {
    private final StorePairs stores;
    private final Recorder recorder;
    private final SessionBook sessions;
    private final Verifier verifier;
    private final BacklogWatch watch;
    private final boolean planned;

    /** @param planned whether the plan has a way back */
    public WayBack(
            StorePairs stores,
            Recorder recorder,
            SessionBook sessions,
            Verifier verifier,
            BacklogWatch watch,
            boolean planned) {
        this.planned = planned;
        this.stores = stores;
        this.recorder = recorder;
        this.sessions = sessions;
        this.verifier = verifier;
        this.watch = watch;
    }

    /** Whether the plan has a way back. */
    boolean planned() {
        return planned;
    }

    /** Declares the way back stale if too much waits, and forgets the marks of one that is. Gives the record as it is then. */
    UnitRecord judge(UnitRecord record) {
        UnitRecord judged = planned
                ? tooFarBehind(record)
                        .map(reason -> declareStale(record.unit(), staleFor(reason)))
                        .orElse(record)
                : record.phase() == Phase.PROBATION && !record.wayBackStale()
                        ? declareStale(record.unit(), "nothing is mirrored back: the plan has no way back")
                        : record;
        if (judged.wayBackStale()) {
            sessions.drop(judged.unit());
            stores.of(judged).target().marks().purge(judged.unit());
        }
        return judged;
    }

    /**
     * Compares all rows and makes the source equal again.
     *
     * @param mayGoOn asked before each range
     * @return whether the way back is open now
     * @throws GodwitException with {@link ErrorCode#NO_WAY_BACK} when the plan has none
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    boolean rebuild(UnitRecord record, BooleanSupplier mayGoOn) throws InterruptedException {
        if (!planned) {
            throw new GodwitException(
                    ErrorCode.NO_WAY_BACK, "unit " + record.unit() + " is in " + record.target() + " for good");
        }
        sessions.distrust(record.unit());
        MirrorSession session = sessions.open(record);
        // Every change from here on leaves a mark that stays: nobody but this worker forgets them.
        if (!verifier.verify(session, mayGoOn)) {
            return false;
        }
        recorder.change(
                record.unit(),
                changing -> changing.wayBackStale() ? changing.with(Leftover.NONE) : changing,
                session.rowsVerified() + " rows compared: the way back is open again");
        return true;
    }

    /** What was seen some time ago may have been drained since. */
    private Optional<String> tooFarBehind(UnitRecord record) {
        if (record.phase() != Phase.PROBATION
                || record.wayBackStale()
                || watch.behind(record.unit()).isEmpty()) {
            return Optional.empty();
        }
        watch.seen(Side.TARGET, stores.of(record).target().marks().backlog());
        return watch.behind(record.unit());
    }

    private UnitRecord declareStale(UnitId unit, String why) {
        return recorder.change(
                unit, record -> record.phase() == Phase.PROBATION ? record.with(Leftover.STALE_MIRROR) : record, why);
    }

    private static String staleFor(String reason) {
        return ErrorCode.WAY_BACK_STALE + ": " + reason + "; nothing is mirrored back until 'godwit verify'";
    }
}
