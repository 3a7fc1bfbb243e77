package dev.godwit.engine.preflight;

import dev.godwit.core.KeyspaceName;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.UnitId;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.internal.control.ControlStore;
import dev.godwit.engine.internal.control.ControlStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a control store has recorded about a keyspace. A control store that does not exist yet is not made. Thread-safe. */
public final class RecordedHistory implements History, AutoCloseable {
    private static final String FILE_URL = "jdbc:sqlite:";

    private final KeyspaceName keyspace;
    private final Optional<ControlStore> control;

    private RecordedHistory(KeyspaceName keyspace, Optional<ControlStore> control) {
        this.keyspace = keyspace;
        this.control = control;
    }

    /**
     * Opens the control store of these settings, if there is one.
     *
     * @throws dev.godwit.core.GodwitException with {@code CONTROL_STORE_FAILED} or {@code CONTROL_STORE_NEWER}
     */
    public static RecordedHistory open(EngineSettings settings, KeyspaceName keyspace) {
        String url = settings.controlStoreUrl();
        if (url.startsWith(FILE_URL) && !Files.exists(Path.of(url.substring(FILE_URL.length())))) {
            return new RecordedHistory(keyspace, Optional.empty());
        }
        ControlStore control = ControlStores.open(settings, new SystemTime(), () -> {});
        return new RecordedHistory(keyspace, Optional.of(control));
    }

    @Override
    public boolean installed(StoreName store) {
        return control.flatMap(known -> known.defaultHome(keyspace)).isPresent();
    }

    @Override
    public boolean explains(UnitId unit) {
        return control.flatMap(known -> known.unit(keyspace, unit)).isPresent();
    }

    @Override
    public void close() {
        control.ifPresent(ControlStore::close);
    }
}
