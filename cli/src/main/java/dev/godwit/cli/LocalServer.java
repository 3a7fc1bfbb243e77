package dev.godwit.cli;

import dev.godwit.core.MigrationOverview;
import dev.godwit.server.GodwitServer;
import java.util.List;
import java.util.Optional;

/** A server in this process. Thread-safe. */
record LocalServer(GodwitServer server) implements RunningServer {
    @Override
    public String url() {
        return server.url();
    }

    @Override
    public Optional<String> leader() {
        return server.leader();
    }

    @Override
    public List<MigrationOverview> migrations() {
        return server.overview();
    }

    @Override
    public void close() {
        server.close();
    }
}
