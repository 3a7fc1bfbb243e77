package dev.godwit.testkit.kit;

import dev.godwit.core.Epoch;
import dev.godwit.core.FenceChange;
import dev.godwit.core.FenceChange.Demote;
import dev.godwit.core.FenceChange.Freeze;
import dev.godwit.core.FenceChange.Promote;
import dev.godwit.core.FenceChange.Reopen;
import dev.godwit.core.FenceChange.Restore;
import dev.godwit.core.FenceChange.Retire;
import dev.godwit.core.FenceChange.Seal;
import dev.godwit.core.FenceChange.Settle;
import dev.godwit.core.FenceChange.Thaw;
import dev.godwit.core.Heir;
import dev.godwit.core.UnitId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Which changes a fence accepts, each tried on a unit in the same state at several epochs. */
final class FenceAttempts {
    private static final List<Long> EPOCHS = List.of(0L, 1L, 2L, 3L);

    private final TestStore store;
    private final Supplier<UnitId> units;

    /**
     * Attempts in this store.
     *
     * @param units gives another unit in the same state each time
     */
    FenceAttempts(TestStore store, Supplier<UnitId> units) {
        this.store = store;
        this.units = units;
    }

    /** The names of the changes that were carried out, each with the epoch that it expected. */
    List<String> accepted(Heir heir) {
        List<String> accepted = new ArrayList<>();
        UnitId unit = units.get();
        for (Function<UnitId, FenceChange> change : all(heir)) {
            FenceChange now = change.apply(unit);
            if (store.store().fences().change(now)) {
                accepted.add(now.getClass().getSimpleName() + " " + now.expectedEpoch());
                unit = units.get();
            }
        }
        return accepted;
    }

    private static List<Function<UnitId, FenceChange>> all(Heir heir) {
        List<Function<UnitId, FenceChange>> all = new ArrayList<>();
        for (long number : EPOCHS) {
            Epoch epoch = new Epoch(number);
            all.add(unit -> new Freeze(unit, epoch, Scene.LONG));
            all.add(unit -> new Thaw(unit, epoch));
            all.add(unit -> new Seal(unit, epoch, heir));
            all.add(unit -> new Demote(unit, epoch));
            all.add(unit -> new Promote(unit, epoch, heir));
            all.add(unit -> new Reopen(unit, epoch));
            all.add(unit -> new Restore(unit, epoch));
            all.add(unit -> new Retire(unit, epoch));
            all.add(unit -> new Settle(unit, epoch));
        }
        return all;
    }
}
