package dev.godwit.engine.internal.control;

import com.zaxxer.hikari.HikariDataSource;
import dev.godwit.core.TimeSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * Connections of a pool. When one has waited in vain, those who ask in the next moment are told so at once: a request that
 * asks the control store several times does not wait as many times. Thread-safe.
 */
final class PooledConnections implements ConnectionFactory {
    private static final Duration MOMENT = Duration.ofSeconds(1);

    /** A wait that was in vain. */
    private record Failure(long atNanos, SQLTransientConnectionException reason) {}

    private final HikariDataSource pool;
    private final TimeSource time;
    private volatile Optional<Failure> last = Optional.empty();

    PooledConnections(HikariDataSource pool, TimeSource time) {
        this.pool = pool;
        this.time = time;
    }

    @Override
    public Connection openConnection() throws SQLException {
        Optional<Failure> known =
                last.filter(failure -> time.since(failure.atNanos()).compareTo(MOMENT) < 0);
        if (known.isPresent()) {
            throw new SQLTransientConnectionException(
                    "no connection a moment ago", known.get().reason());
        }
        try {
            Connection connection = pool.getConnection();
            last = Optional.empty();
            return connection;
        } catch (SQLTransientConnectionException e) {
            last = Optional.of(new Failure(time.monotonicNanos(), e));
            throw e;
        }
    }
}
