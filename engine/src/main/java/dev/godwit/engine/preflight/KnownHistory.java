package dev.godwit.engine.preflight;

import dev.godwit.core.Plan;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.UnitId;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.internal.RecordedHistory;
import dev.godwit.engine.internal.control.ControlStores;
import dev.godwit.engine.rehearsal.RehearsalRecord;
import dev.godwit.engine.spi.ControlStore;
import java.util.Map;
import java.util.Optional;

/** What a control store has recorded, for those who only look at a plan. Thread-safe. */
public final class KnownHistory implements History, AutoCloseable {
    private final History history;
    private final Runnable closing;

    private KnownHistory(History history, Runnable closing) {
        this.history = history;
        this.closing = closing;
    }

    /**
     * Opens the control store of these settings. A file that does not exist yet is not made: then nothing is known.
     *
     * @throws dev.godwit.core.GodwitException with {@code CONTROL_STORE_FAILED} or {@code CONTROL_STORE_NEWER}
     */
    public static KnownHistory open(EngineSettings settings, Plan plan) {
        if (!ControlStores.exists(settings)) {
            return new KnownHistory(NONE, () -> {});
        }
        ControlStore control = ControlStores.open(settings, new SystemTime(), () -> {});
        return new KnownHistory(new RecordedHistory(control, plan), control::close);
    }

    @Override
    public boolean installed(StoreName store) {
        return history.installed(store);
    }

    @Override
    public boolean explains(UnitId unit) {
        return history.explains(unit);
    }

    @Override
    public boolean isDefaultHome(StoreName store) {
        return history.isDefaultHome(store);
    }

    @Override
    public Map<UnitId, StoreName> homes() {
        return history.homes();
    }

    @Override
    public Optional<RehearsalRecord> rehearsal() {
        return history.rehearsal();
    }

    @Override
    public void close() {
        closing.run();
    }
}
