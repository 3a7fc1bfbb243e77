package dev.godwit.engine.internal;

import dev.godwit.core.MigrationName;
import dev.godwit.core.Placement;
import dev.godwit.core.Plan;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.engine.preflight.History;
import dev.godwit.engine.rehearsal.RehearsalRecord;
import dev.godwit.engine.spi.ControlStore;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the control store knows of a keyspace, for preflight. */
public final class RecordedHistory implements History {
    private final ControlStore control;
    private final Plan plan;

    public RecordedHistory(ControlStore control, Plan plan) {
        this.control = control;
        this.plan = plan;
    }

    @Override
    public boolean installed(StoreName store) {
        return remembered(store) || isPrepared(store);
    }

    private boolean remembered(StoreName store) {
        return control.identity(plan.keyspace().name(), store).isPresent();
    }

    /** A migration that runs beside this one has its fences there before it has written down who the store is. */
    private boolean isPrepared(StoreName store) {
        return control.activeMigrations(plan.keyspace().name()).stream().anyMatch(name -> isPrepared(name, store));
    }

    private boolean isPrepared(MigrationName other, StoreName store) {
        return control.identity(other, store).isPresent()
                || control.migration(other)
                        .filter(record ->
                                record.source().equals(store) || record.target().equals(store))
                        .isPresent();
    }

    @Override
    public boolean explains(UnitId unit) {
        return control.unit(plan.keyspace().name(), unit).isPresent();
    }

    @Override
    public boolean isDefaultHome(StoreName store) {
        return installed(store) && control.defaultHome(plan.keyspace().name()).equals(Optional.of(store));
    }

    @Override
    public Map<UnitId, StoreName> homes() {
        return control.placementsAfter(plan.keyspace().name(), 0).stream()
                .collect(Collectors.toMap(Placement::unit, Placement::home));
    }

    @Override
    public Optional<RehearsalRecord> rehearsal() {
        return control.rehearsal(plan.migration());
    }
}
