package dev.godwit.engine.internal.unit;

import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.FenceChange.Reopen;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MoverRight;
import dev.godwit.core.PausePoint;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Role;
import dev.godwit.core.Store;
import dev.godwit.core.UnitId;
import dev.godwit.engine.internal.mover.MirrorSession;
import dev.godwit.engine.internal.mover.MirrorSession.Histories;
import dev.godwit.engine.spi.Leftover;
import dev.godwit.engine.spi.UnitRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The mover sessions that this server has open, one for a unit. Thread-safe. */
public final class SessionBook {
    private final StorePairs stores;
    private final StoreGuard guard;
    private final PausePoints pausePoints;
    private final Map<UnitId, MirrorSession> sessions = new ConcurrentHashMap<>();
    private final Set<UnitId> distrusted = ConcurrentHashMap.newKeySet();

    public SessionBook(StorePairs stores, StoreGuard guard, PausePoints pausePoints) {
        this.stores = stores;
        this.guard = guard;
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
        Store home = stores.named(record.homeStore());
        Store mirror = stores.named(record.mirrorStore());
        Histories histories = new Histories(guard.history(home), guard.history(mirror));
        MoverRight right = acquire(record, home, mirror);
        pausePoints.reached(PausePoint.AFTER_TOKEN);
        MirrorSession opened = new MirrorSession(
                record.unit(),
                home,
                mirror,
                right,
                histories,
                stores.of(record).shapesFrom(record.state().home(), record.unit()));
        if (distrusted.remove(record.unit()) || record.leftover() == Leftover.UNVERIFIED) {
            opened.expectDifferences();
        }
        sessions.put(record.unit(), opened);
        return opened;
    }

    /**
     * The sessions of units between the same stores: the open ones, and new ones with new tokens that are given together.
     *
     * @return of those units that need no closer look
     */
    public List<MirrorSession> openAll(List<UnitRecord> records) {
        UnitRecord first = records.getFirst();
        Store home = stores.named(first.homeStore());
        Store mirror = stores.named(first.mirrorStore());
        Map<UnitId, MirrorSession> opened = new LinkedHashMap<>();
        List<UnitRecord> others = new ArrayList<>();
        for (UnitRecord record : records) {
            MirrorSession known = sessions.get(record.unit());
            if (known != null && known.home().name().equals(home.name())) {
                opened.put(record.unit(), known);
            } else if (!distrusted.contains(record.unit()) && record.leftover() == Leftover.NONE) {
                others.add(record);
            }
        }
        if (!others.isEmpty()) {
            Histories histories = new Histories(guard.history(home), guard.history(mirror));
            Map<UnitId, MoverRight> rights = mirror.fences().acquireAll(openEpochs(mirror, others));
            pausePoints.reached(PausePoint.AFTER_TOKEN);
            for (UnitRecord record : others) {
                Optional.ofNullable(rights.get(record.unit()))
                        .ifPresent(right -> opened.put(
                                record.unit(),
                                new MirrorSession(
                                        record.unit(),
                                        home,
                                        mirror,
                                        right,
                                        histories,
                                        stores.of(record)
                                                .shapesFrom(record.state().home(), record.unit()))));
            }
            sessions.putAll(opened);
        }
        return List.copyOf(opened.values());
    }

    /** Of the units of which this store is a mirror that takes a mover. */
    private static Map<UnitId, Epoch> openEpochs(Store mirror, List<UnitRecord> records) {
        List<UnitId> units = records.stream().map(UnitRecord::unit).toList();
        Map<UnitId, Epoch> epochs = new HashMap<>();
        for (Fence fence : mirror.fences().readAll(units).values()) {
            if (fence.role() == Role.MIRROR && fence.heir().isEmpty()) {
                epochs.put(fence.unit(), fence.epoch());
            }
        }
        return epochs;
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

    private static MoverRight acquire(UnitRecord record, Store home, Store mirror) {
        Fence fence = mirror.fences()
                .read(record.unit())
                .orElseThrow(() -> lost(record, "there is no fence in " + mirror.name()));
        if (fence.role() != Role.MIRROR) {
            throw lost(record, mirror.name() + " is " + fence.role() + " at epoch " + fence.epoch());
        }
        if (fence.heir().isPresent()) {
            reopen(record, home, mirror, fence);
        }
        return mirror.fences()
                .acquire(record.unit(), fence.heir().isPresent() ? fence.epoch().next() : fence.epoch())
                .orElseThrow(() -> changing(record, mirror));
    }

    /**
     * A seal of an attempt that was given up may have been on its way still. As long as home is HOME that attempt can't
     * be completed any more; otherwise another server is at it.
     */
    private static void reopen(UnitRecord record, Store home, Store mirror, Fence sealed) {
        boolean late = home.fences()
                .read(record.unit())
                .filter(fence -> fence.role() == Role.HOME)
                .isPresent();
        if (!late || !mirror.fences().change(new Reopen(record.unit(), sealed.epoch()))) {
            throw changing(record, mirror);
        }
    }

    private static GodwitException changing(UnitRecord record, Store mirror) {
        return new GodwitException(
                ErrorCode.MOVER_SHUT_OUT,
                "unit " + record.unit() + ": the fence in " + mirror.name() + " is being changed by someone else");
    }

    private static GodwitException lost(UnitRecord record, String found) {
        return new GodwitException(
                ErrorCode.FENCE_LOST, "unit " + record.unit() + " in " + record.phase() + " has no mirror: " + found);
    }
}
