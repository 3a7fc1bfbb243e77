package dev.godwit.engine.internal.unit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.FenceChange.Freeze;
import dev.godwit.core.FenceChange.Thaw;
import dev.godwit.core.Fences;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Role;
import dev.godwit.core.Side;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps writers out of a unit while it is copied, where the plan has a window for that. It is the freeze of the cutover,
 * begun early: when its time is over the source takes writes by itself, whoever is dead, and what is written then leaves
 * marks as ever. So nothing depends on it but whether writers wait. Thread-safe for different units.
 */
public final class OfflineWindow {
    private static final Logger LOG = LoggerFactory.getLogger(OfflineWindow.class);

    private final Optional<Duration> length;
    private final StorePairs stores;

    /**
     * A window.
     *
     * @param length absent when writers go on while units are copied
     */
    public OfflineWindow(Optional<Duration> length, StorePairs stores) {
        this.length = length;
        this.stores = stores;
    }

    /** Whether the plan keeps writers out. */
    boolean planned() {
        return length.isPresent();
    }

    /**
     * Begins the window of a unit that is about to be copied, or goes on with the one that an earlier server began.
     *
     * @throws GodwitException with {@link ErrorCode#WINDOW_OVER} when it is over
     */
    void hold(UnitRecord record) {
        if (length.isEmpty()) {
            return;
        }
        Fences fences = stores.of(record).source().fences();
        Fence fence = fences.read(record.unit())
                .orElseThrow(() -> new GodwitException(
                        ErrorCode.FENCE_LOST, "unit " + record.unit() + " has no fence in the source"));
        if (fence.role() == Role.HOME) {
            fences.change(new Freeze(record.unit(), fence.epoch(), length.get()));
        }
        requireOpen(record);
    }

    /**
     * Makes sure that writers are still out, or that nobody wants them out.
     *
     * @throws GodwitException with {@link ErrorCode#WINDOW_OVER} when the time is over
     */
    void requireOpen(UnitRecord record) {
        if (frozen(record).filter(Fence::expired).isPresent()) {
            throw new GodwitException(
                    ErrorCode.WINDOW_OVER,
                    "unit " + record.unit() + " was not copied within the window of "
                            + length.orElseThrow().toSeconds() + " s and takes writes in "
                            + record.source() + " again");
        }
    }

    /** The fence of a unit that writers are kept out of: its cutover goes on from there. */
    Optional<Fence> held(UnitRecord record) {
        return record.state().home() == Side.SOURCE
                ? frozen(record).filter(fence -> !fence.expired())
                : Optional.empty();
    }

    /** Lets writers in again; where that fails they get in when the time is over. */
    void release(UnitRecord record) {
        try {
            frozen(record)
                    .ifPresent(fence ->
                            stores.of(record).source().fences().change(new Thaw(record.unit(), fence.epoch())));
        } catch (GodwitException e) {
            LOG.warn("unit {} stays frozen until its window is over: {}", record.unit(), e.describe());
        }
    }

    private Optional<Fence> frozen(UnitRecord record) {
        return length.isEmpty()
                ? Optional.empty()
                : stores.of(record).source().fences().read(record.unit()).filter(fence -> fence.role() == Role.FROZEN);
    }
}
