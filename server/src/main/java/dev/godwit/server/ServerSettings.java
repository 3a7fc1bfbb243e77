package dev.godwit.server;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Secret;
import dev.godwit.engine.EngineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a server keeps its things and where it answers.
 *
 * @param folder where {@code .godwit} is: the address file and, by default, the control store
 * @param port 0 for any free one
 * @param controlStoreUrl another control store than the SQLite file in {@code .godwit}
 * @param movers how many units are worked on at once, 1 to 64
 * @param reach how others than the programs of this machine reach the server; absent when they don't
 * @param webhooks addresses that are told of stages, wanted approvals and alarms
 * @param namesHidden whether nobody sees names of units over HTTP, whatever their roles
 */
public record ServerSettings(
        Path folder,
        int port,
        Optional<String> controlStoreUrl,
        Optional<String> controlStoreUser,
        Optional<Secret> controlStorePassword,
        int movers,
        Optional<Reach> reach,
        List<Secret> webhooks,
        boolean namesHidden) {
    private static final int MOVERS = 2;
    private static final Duration CHUNK_LATENCY_LIMIT = Duration.ofMillis(400);

    public ServerSettings {
        webhooks = List.copyOf(webhooks);
    }

    /** On loopback, without webhooks; names of units are for those whose roles allow it. */
    public ServerSettings(
            Path folder,
            int port,
            Optional<String> controlStoreUrl,
            Optional<String> controlStoreUser,
            Optional<Secret> controlStorePassword,
            int movers) {
        this(
                folder,
                port,
                controlStoreUrl,
                controlStoreUser,
                controlStorePassword,
                movers,
                Optional.empty(),
                List.of(),
                false);
    }

    /** The same settings, with these webhooks. */
    public ServerSettings withWebhooks(List<Secret> addresses) {
        return new ServerSettings(
                folder,
                port,
                controlStoreUrl,
                controlStoreUser,
                controlStorePassword,
                movers,
                reach,
                addresses,
                namesHidden);
    }

    /** The same settings, with a server that others reach over TLS. */
    public ServerSettings withReach(Reach wanted) {
        return new ServerSettings(
                folder,
                port,
                controlStoreUrl,
                controlStoreUser,
                controlStorePassword,
                movers,
                Optional.of(wanted),
                webhooks,
                namesHidden);
    }

    /** The same settings, with a server that shows names of units or hides them from everybody. */
    public ServerSettings withNamesHidden(boolean hidden) {
        return new ServerSettings(
                folder, port, controlStoreUrl, controlStoreUser, controlStorePassword, movers, reach, webhooks, hidden);
    }

    /** The defaults: any free port, the control store in {@code .godwit}. */
    public static ServerSettings in(Path folder) {
        return new ServerSettings(folder, 0, Optional.empty(), Optional.empty(), Optional.empty(), MOVERS);
    }

    /** Where the server keeps what it owns. */
    public Path ownFolder() {
        return folder.resolve(".godwit");
    }

    /**
     * As {@link #engineSettings}, when the folder of the control store has to be there.
     *
     * @throws GodwitException with {@code CONTROL_STORE_FAILED} when it can't be made
     */
    public EngineSettings prepared(String server) {
        try {
            Files.createDirectories(ownFolder());
        } catch (IOException e) {
            throw new GodwitException(
                    ErrorCode.CONTROL_STORE_FAILED,
                    "can't create the folder " + ownFolder() + ": " + e.getMessage(),
                    e);
        }
        return engineSettings(server);
    }

    /** What these settings mean for an engine that takes the lead under this name. */
    public EngineSettings engineSettings(String server) {
        return new EngineSettings(
                server,
                controlStoreUrl.orElseGet(() -> "jdbc:sqlite:" + ownFolder().resolve("control-store.db")),
                controlStoreUser,
                controlStorePassword,
                movers,
                CHUNK_LATENCY_LIMIT);
    }
}
