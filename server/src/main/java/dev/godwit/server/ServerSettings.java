package dev.godwit.server;

import dev.godwit.core.Secret;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a server keeps its things and where it answers.
 *
 * @param folder where {@code .godwit} is: the address file and, by default, the control store
 * @param port on loopback; 0 for any free one
 * @param controlStoreUrl another control store than the SQLite file in {@code .godwit}
 * @param movers how many units are worked on at once, 1 to 64
 */
public record ServerSettings(
        Path folder,
        int port,
        Optional<String> controlStoreUrl,
        Optional<String> controlStoreUser,
        Optional<Secret> controlStorePassword,
        int movers) {
    private static final int MOVERS = 4;

    /** The defaults: any free port, the control store in {@code .godwit}. */
    public static ServerSettings in(Path folder) {
        return new ServerSettings(folder, 0, Optional.empty(), Optional.empty(), Optional.empty(), MOVERS);
    }
}
