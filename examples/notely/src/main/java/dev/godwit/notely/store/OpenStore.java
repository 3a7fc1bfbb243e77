package dev.godwit.notely.store;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store with its pool of connections. Thread-safe. */
public final class OpenStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStore.class);

    /** How long whoever wants a connection, or to write a file, waits for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final StoreSettings settings;
    private final HikariDataSource connections;
    private final WriterTurns writers;

    OpenStore(StoreSettings settings, Duration patience) {
        this.settings = settings;
        connections = StoreConnections.open(settings, patience);
        writers = new WriterTurns(settings.isSqlite(), patience);
    }

    /** Opens it; whether it is there is noticed when it is used. */
    public static OpenStore open(StoreSettings settings) {
        return new OpenStore(settings, PATIENCE);
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

    public WriterTurns writers() {
        return writers;
    }

    /** Whether it answers, and has notes; waits two seconds for a server that does not. */
    public boolean up() {
        if (settings.file().filter(Files::notExists).isPresent()) {
            return false;
        }
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
