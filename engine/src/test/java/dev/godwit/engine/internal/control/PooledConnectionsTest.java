package dev.godwit.engine.internal.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.SystemTime;
import dev.godwit.engine.TestDatabases;
import dev.godwit.testkit.SettableTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PooledConnectionsTest {
    private static final String MOMENT_AGO = "no connection a moment ago";

    @Test
    void who_asks_a_moment_after_a_wait_in_vain_does_not_wait() throws IOException {
        SettableTime time = new SettableTime();
        try (HikariDataSource pool = pool("jdbc:postgresql://127.0.0.1:" + freePort() + "/none")) {
            PooledConnections connections = new PooledConnections(pool, Optional.empty(), time);
            assertThat(refused(connections)).doesNotContain(MOMENT_AGO);
            assertThat(refused(connections)).contains(MOMENT_AGO);
            time.advance(Duration.ofSeconds(1));
            assertThat(refused(connections)).doesNotContain(MOMENT_AGO);
        }
    }

    @Test
    void a_database_that_falls_silent_is_given_up_and_asked_anew() {
        try (HikariDataSource pool = pool(TestDatabases.create().url())) {
            ControlTransactions transactions = new ControlTransactions(
                    Jdbi.create(new PooledConnections(pool, Optional.of(Duration.ofMillis(200)), new SystemTime())),
                    handle -> true);
            GodwitException silent = catchThrowableOfType(
                    GodwitException.class, () -> transactions.read(handle -> handle.execute("select pg_sleep(10)")));
            assertThat(silent.code()).isEqualTo(ErrorCode.CONTROL_STORE_FAILED);
            assertThat(transactions.<Integer>read(handle ->
                            handle.createQuery("select 7").mapTo(Integer.class).one()))
                    .isEqualTo(7);
        }
    }

    private static String refused(PooledConnections connections) {
        SQLTransientConnectionException refusal =
                catchThrowableOfType(SQLTransientConnectionException.class, connections::openConnection);
        assertThatThrownBy(() -> {
                    throw refusal;
                })
                .hasStackTraceContaining("Connection to 127.0.0.1:");
        return String.valueOf(refusal.getMessage());
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("postgres");
        config.setMaximumPoolSize(1);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(1_000);
        return new HikariDataSource(config);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
