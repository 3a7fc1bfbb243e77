package dev.godwit.notely.story;

import dev.godwit.notely.application.NotelySettings;
import dev.godwit.notely.application.NotelySettings.Embedded;
import dev.godwit.notely.proxy.NetworkDelay;
import dev.godwit.notely.strategy.StrategyName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The flags that all runs without hands have. */
final class StoryOptions {
    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            defaultValue = ".data-story",
            description =
                    "Where everything is kept; what an earlier run left there is removed. Default: ${DEFAULT-VALUE}.")
    private Path dataFolder = Path.of(".data-story");

    @Option(
            names = "--sqlite",
            description =
                    "All stores are SQLite files; without it the new ones are PostgreSQL, which Notely brings along.")
    private boolean sqlite;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Of all that is left to chance. Default: ${DEFAULT-VALUE}.")
    private long seed;

    long seed() {
        return seed;
    }

    NotelySettings settings(Duration overlap) {
        return new NotelySettings(
                StrategyName.GODWIT,
                0,
                dataFolder.toAbsolutePath().normalize(),
                List.of(NotelySettings.NEW, NotelySettings.SECOND),
                Map.of(),
                sqlite ? Embedded.SQLITE : Embedded.POSTGRES,
                overlap,
                NetworkDelay.NONE,
                Path.of(""),
                "INFO");
    }
}
