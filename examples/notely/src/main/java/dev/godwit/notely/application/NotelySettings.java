package dev.godwit.notely.application;

import dev.godwit.notely.proxy.NetworkDelay;
import dev.godwit.notely.strategy.StrategyName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How Notely runs.
 *
 * @param strategy of the first version of the data proxy; {@link StrategyName#GODWIT} makes it godwit mode
 * @param port of the REST API on loopback; 0 for any free one
 * @param dataFolder where everything is kept
 * @param shards the names of the stores to which accounts move, in the order of the journey, 1 or 2
 * @param storeUrls JDBC URLs of stores that are not Notely's own, by name
 * @param embedded what Notely's own stores are, but for {@code legacy}, which is SQLite
 * @param overlap how long two versions of the proxy take traffic during a deployment
 * @param networkDelay slept on both sides of each call to a proxy
 * @param exercise the source file that the reader of the tutorial edits
 * @param logLevel such as {@code INFO}
 */
public record NotelySettings(
        StrategyName strategy,
        int port,
        Path dataFolder,
        List<String> shards,
        Map<String, String> storeUrls,
        Embedded embedded,
        Duration overlap,
        NetworkDelay networkDelay,
        Path exercise,
        String logLevel) {
    /** The store in which everything is at first. */
    public static final String LEGACY = "legacy";

    public static final String NEW = "new";
    public static final String SECOND = "second";

    public NotelySettings {
        shards = List.copyOf(shards);
        storeUrls = Map.copyOf(storeUrls);
    }

    /** What Notely brings along as a store. */
    public enum Embedded {
        POSTGRES,
        SQLITE
    }

    public boolean godwit() {
        return strategy == StrategyName.GODWIT;
    }
}
