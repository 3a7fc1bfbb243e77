package dev.godwit.notely.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store with its pool of connections. Thread-safe. */
public final class OpenStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStore.class);

    private final StoreSettings settings;
    private final HikariDataSource connections;

    OpenStore(StoreSettings settings, HikariDataSource connections) {
        this.settings = settings;
        this.connections = connections;
    }

    /** Opens it; whether it is there is noticed when it is used. */
    public static OpenStore open(StoreSettings settings) {
        return new OpenStore(settings, StoreConnections.open(settings));
    }

    public StoreSettings settings() {
        return settings;
    }

    public String name() {
        return settings.name();
    }

    /** Closed by {@link #close()}. */
    public HikariDataSource connections() {
        return connections;
    }

    /** Whether it answers, and has notes; waits a few seconds for one that does not. */
    public boolean up() {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement
                    .executeQuery("select 1 from " + NoteTable.NAME + " limit 1")
                    .close();
            return true;
        } catch (SQLException e) {
            LOG.debug("store {} does not answer", name(), e);
            return false;
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
