package dev.godwit.engine.internal.workflow;

import dev.godwit.core.Plan;
import dev.godwit.engine.internal.keys.KeyRanges;
import dev.godwit.engine.internal.lease.LeaseRegistry;
import dev.godwit.engine.internal.unit.Neighbours;
import dev.godwit.engine.internal.unit.Probation;
import dev.godwit.engine.internal.unit.Recorder;
import dev.godwit.engine.internal.unit.StoreGuard;
import dev.godwit.engine.internal.unit.StorePairs;
import dev.godwit.engine.internal.unit.UnitBoard;
import dev.godwit.engine.internal.unit.UnitStarter;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.UnitRecord;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the steps of a move work with.
 *
 * @param working what they need when they run; to say what they will do, the plan is enough
 */
public record MoveParts(Plan plan, Supplier<Working> working) {
    /** What steps need when they run. */
    public record Working(
            StorePairs stores,
            ControlStore control,
            Recorder recorder,
            UnitBoard board,
            UnitStarter starter,
            Probation probation,
            StoreGuard guard,
            LeaseRegistry leases,
            KeyRanges keyRanges,
            Neighbours neighbours) {}

    public static MoveParts of(Plan plan, Working working) {
        return new MoveParts(plan, () -> working);
    }

    /** For steps that nobody runs. */
    public static MoveParts toRead(Plan plan) {
        return new MoveParts(plan, () -> {
            throw new IllegalStateException("these steps are there to be read");
        });
    }

    StorePairs stores() {
        return working.get().stores();
    }

    ControlStore control() {
        return working.get().control();
    }

    Recorder recorder() {
        return working.get().recorder();
    }

    UnitBoard board() {
        return working.get().board();
    }

    UnitStarter starter() {
        return working.get().starter();
    }

    Probation probation() {
        return working.get().probation();
    }

    StoreGuard guard() {
        return working.get().guard();
    }

    KeyRanges keyRanges() {
        return working.get().keyRanges();
    }

    Neighbours neighbours() {
        return working.get().neighbours();
    }

    LeaseRegistry leases() {
        return working.get().leases();
    }

    /**
     * Shows all recorded units on the board. A step that may run again trusts the board only after that: an answer of the
     * control store may have been lost, and then the board has never heard of what was recorded.
     */
    List<UnitRecord> readBoard() {
        List<UnitRecord> records = control().units(plan.migration());
        records.forEach(board()::show);
        return records;
    }
}
