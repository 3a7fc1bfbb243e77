package dev.godwit.engine.internal.unit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MoverRight;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Role;
import dev.godwit.core.Store;
import dev.godwit.core.UnitId;
import dev.godwit.engine.internal.mover.MirrorSession;
import dev.godwit.engine.spi.UnitRecord;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The mover sessions that this server has open, one for a unit. Thread-safe. */
public final class SessionBook {
    private final Stores stores;
    private final PausePoints pausePoints;
    private final Map<UnitId, MirrorSession> sessions = new ConcurrentHashMap<>();
    private final Set<UnitId> distrusted = ConcurrentHashMap.newKeySet();

    public SessionBook(Stores stores, PausePoints pausePoints) {
        this.stores = stores;
        this.pausePoints = pausePoints;
    }

    /**
     * The session that mirrors the unit away from its home: the open one, or a new one with a new token.
     *
     * @throws GodwitException with {@link ErrorCode#FENCE_LOST} when the mirror's fence does not allow a mover
     */
    public MirrorSession open(UnitRecord record) {
        MirrorSession session = sessions.get(record.unit());
        if (session != null && session.home().name().equals(record.homeStore())) {
            return session;
        }
        Store mirror = stores.named(record.mirrorStore());
        Fence fence = mirror.fences()
                .read(record.unit())
                .orElseThrow(() -> lost(record, "there is no fence in " + mirror.name()));
        MoverRight right = acquire(mirror, fence)
                .orElseThrow(() -> lost(record, mirror.name() + " is " + fence.role() + " at epoch " + fence.epoch()));
        pausePoints.reached(PausePoint.AFTER_TOKEN);
        MirrorSession opened = new MirrorSession(
                record.unit(),
                stores.named(record.homeStore()),
                mirror,
                right,
                stores.shapesFrom(record.state().home()));
        if (distrusted.remove(record.unit())) {
            opened.expectDifferences();
        }
        sessions.put(record.unit(), opened);
        return opened;
    }

    /** Forgets a session: its token is void, or what it remembers can't be trusted. */
    public void drop(UnitId unit) {
        sessions.remove(unit);
    }

    public void dropAll() {
        sessions.clear();
    }

    /** A store may have lost commits of this unit: its next session repairs what it finds different. */
    public void distrust(UnitId unit) {
        sessions.remove(unit);
        distrusted.add(unit);
    }

    private static Optional<MoverRight> acquire(Store mirror, Fence fence) {
        boolean open = fence.role() == Role.MIRROR && fence.heir().isEmpty();
        return open ? mirror.fences().acquire(fence.unit(), fence.epoch()) : Optional.empty();
    }

    private static GodwitException lost(UnitRecord record, String found) {
        return new GodwitException(
                ErrorCode.FENCE_LOST, "unit " + record.unit() + " in " + record.phase() + " has no mirror: " + found);
    }
}
