package dev.godwit.bench.takeover;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Two servers at two addresses that stay the same when a new process takes the place of a dead one. Not thread-safe. */
final class ServerPair implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final String controlStore;
    private final List<ServerProcess> servers = new ArrayList<>();
    private int started;

    ServerPair(Path folder, String controlStore) throws IOException {
        this.folder = folder;
        this.controlStore = controlStore;
        for (int port : freePorts()) {
            servers.add(start(port));
        }
        for (ServerProcess server : servers) {
            server.awaitServing();
        }
    }

    List<URI> addresses() {
        return servers.stream().map(ServerProcess::address).toList();
    }

    /** The one that leads; waits until one does and has said where it answers. */
    ServerProcess leader(ControlTables tables) throws SQLException {
        return await("a server leads")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            String address = tables.address();
                            return servers.stream()
                                    .filter(server ->
                                            server.address().toString().equals(address))
                                    .toList();
                        },
                        leading -> !leading.isEmpty())
                .getFirst();
    }

    /** Starts a process in the place of one that was killed, and waits until it serves. */
    void replace(ServerProcess dead) throws IOException {
        ServerProcess next = start(dead.port());
        servers.set(servers.indexOf(dead), next);
        next.awaitServing();
    }

    private ServerProcess start(int port) throws IOException {
        return ServerProcess.start(folder.resolve("server-" + ++started), port, controlStore);
    }

    private static List<Integer> freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return List.of(one.getLocalPort(), other.getLocalPort());
        }
    }

    @Override
    public void close() {
        servers.forEach(ServerProcess::close);
    }
}
