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
 * asks the control store several times does not wait as many times. And nobody waits for long for a database that has fallen
 * silent, or behind a network that swallows everything. Thread-safe.
 */
final class PooledConnections implements ConnectionFactory {
    private static final Duration MOMENT = Duration.ofSeconds(1);

    /** A wait that was in vain. */
    private record Failure(long atNanos, SQLTransientConnectionException reason) {}

    private final HikariDataSource pool;
    private final Optional<Duration> silence;
    private final TimeSource time;
    private volatile Optional<Failure> last = Optional.empty();

    /**
     * Connections of that pool.
     *
     * @param silence how long the database may send nothing; absent for one that is a file
     */
    PooledConnections(HikariDataSource pool, Optional<Duration> silence, TimeSource time) {
        this.pool = pool;
        this.silence = silence;
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
            if (silence.isPresent()) {
                connection.setNetworkTimeout(Runnable::run, (int) silence.get().toMillis());
            }
            last = Optional.empty();
            return connection;
        } catch (SQLTransientConnectionException e) {
            last = Optional.of(new Failure(time.monotonicNanos(), e));
            throw e;
        }
    }
}
