package dev.godwit.engine.internal.unit;

import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.UnitEvent;
import dev.godwit.core.UnitId;
import dev.godwit.engine.internal.mover.Drainer;
import dev.godwit.engine.internal.mover.MirrorSession;
import dev.godwit.engine.internal.mover.WholeCopier;
import dev.godwit.engine.internal.mover.WholeVerifier;
import dev.godwit.engine.spi.UnitRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Copies and verifies small units together, with one record. Thread-safe for different units. */
final class GroupCopy {
    private final Recorder recorder;
    private final WholeCopier copier;
    private final Drainer drainer;
    private final WholeVerifier verifier;
    private final PausePoints pausePoints;

    GroupCopy(Recorder recorder, WholeCopier copier, Drainer drainer, WholeVerifier verifier, PausePoints pausePoints) {
        this.recorder = recorder;
        this.copier = copier;
        this.drainer = drainer;
        this.verifier = verifier;
        this.pausePoints = pausePoints;
    }

    /**
     * Copies units.
     *
     * @return those that are copied and verified; each of the others needs a closer look
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    Set<UnitId> copy(List<MirrorSession> sessions) throws InterruptedException {
        List<MirrorSession> copied = copier.copy(sessions);
        if (copied.isEmpty()) {
            return Set.of();
        }
        pausePoints.reached(PausePoint.AFTER_COPY);
        List<MirrorSession> drained = drained(copied);
        pausePoints.reached(PausePoint.BEFORE_VERIFY);
        return synced(verifier.verify(drained));
    }

    /** Those without a mark that can't be drained. */
    private List<MirrorSession> drained(List<MirrorSession> sessions) {
        Set<UnitId> marked = sessions.getFirst()
                .home()
                .marks()
                .existing(sessions.stream().map(MirrorSession::unit).toList());
        List<MirrorSession> drained = new ArrayList<>();
        for (MirrorSession session : sessions) {
            if (!marked.contains(session.unit()) || drainer.drain(session).empty()) {
                drained.add(session);
            }
        }
        return drained;
    }

    private Set<UnitId> synced(List<MirrorSession> sessions) {
        if (sessions.isEmpty()) {
            return Set.of();
        }
        Map<UnitId, MirrorSession> byUnit =
                sessions.stream().collect(Collectors.toMap(MirrorSession::unit, Function.identity()));
        List<UnitRecord> records = recorder.changeEach(
                byUnit.keySet(),
                record -> {
                    MirrorSession session = byUnit.get(record.unit());
                    // Whoever gave the move up meanwhile wants it cleaned up.
                    return session == null || NextAction.of(record) != NextAction.COPY
                            ? record
                            : record.on(UnitEvent.COPIED)
                                    .with(record.work().copied(session.rowsCopied(), session.rowsVerified()));
                },
                record -> UnitEvent.COPIED + ": " + record.work().rowsCopied() + " rows copied, "
                        + record.work().rowsVerified() + " verified, together with others");
        pausePoints.reached(PausePoint.AFTER_SYNCED_RECORD);
        return records.stream().map(UnitRecord::unit).collect(Collectors.toSet());
    }
}
