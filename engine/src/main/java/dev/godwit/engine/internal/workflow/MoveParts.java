package dev.godwit.engine.internal.workflow;

import dev.godwit.core.Plan;
import dev.godwit.engine.internal.lease.LeaseRegistry;
import dev.godwit.engine.internal.unit.Probation;
import dev.godwit.engine.internal.unit.Recorder;
import dev.godwit.engine.internal.unit.StoreGuard;
import dev.godwit.engine.internal.unit.Stores;
import dev.godwit.engine.internal.unit.UnitBoard;
import dev.godwit.engine.internal.unit.UnitStarter;
import dev.godwit.engine.spi.ControlStore;

/** What the steps of a move work with. */
public record MoveParts(
        Plan plan,
        Stores stores,
        ControlStore control,
        Recorder recorder,
        UnitBoard board,
        UnitStarter starter,
        Probation probation,
        StoreGuard guard,
        LeaseRegistry leases) {}
