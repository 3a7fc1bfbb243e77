package dev.godwit.engine;

import java.nio.file.Path;
import java.util.Optional;

/** Where a control store can be. */
public enum ControlPlace {
    SQLITE {
        @Override
        public EngineSettings settings(Path folder) {
            return EngineSettings.of("test", "jdbc:sqlite:" + folder.resolve("control.db"));
        }
    },
    POSTGRESQL {
        @Override
        public EngineSettings settings(Path folder) {
            EngineSettings defaults =
                    EngineSettings.of("test", TestDatabases.create().url());
            return new EngineSettings(
                    defaults.server(),
                    defaults.controlStoreUrl(),
                    Optional.of("postgres"),
                    Optional.empty(),
                    defaults.movers(),
                    defaults.chunkLatencyLimit());
        }
    };

    /** Settings of an engine with a new control store there. */
    public abstract EngineSettings settings(Path folder);
}
