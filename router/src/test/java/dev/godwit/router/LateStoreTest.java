package dev.godwit.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A real database that takes longer than the caller wants to wait. */
class LateStoreTest {
    private static final Duration DEADLINE = Duration.ofMillis(600);

    @Test
    void a_statement_that_outlives_the_deadline_is_ended_and_its_connection_serves_others() throws Exception {
        TwoDatabases databases = TwoDatabases.shared();
        databases.empty();
        databases.install();
        TimeSource time = new SystemTime();
        FakeControlPlane controlPlane = new FakeControlPlane(time, databases.legacy.name());
        try (Router<Connection> router =
                Router.connect(controlPlane, TwoDatabases.KEYSPACE.name(), databases.applications())) {
            AtomicInteger ended = new AtomicInteger();
            ScatterOptions options = ScatterOptions.defaults().within(DEADLINE).orPartly();
            // More often than the pool has connections.
            for (int i = 1; i <= 10; i++) {
                long began = time.monotonicNanos();
                ScatterResult<Long> partial = router.scatter(options, (connection, home) -> {
                    if (home.store().equals(databases.target.name())) {
                        sleep(connection, ended);
                    }
                    return count(connection, home.table("note"));
                });
                assertThat(time.since(began)).isLessThan(Duration.ofSeconds(10));
                assertThat(partial.missing())
                        .extracting(ScatterResult.Missing::store)
                        .containsExactly(databases.target.name());
                int wanted = i;
                await().atMost(Duration.ofSeconds(20)).until(() -> ended.get() == wanted);
            }
            assertThat(router.scatter((connection, home) -> count(connection, home.table("note")))
                            .sum())
                    .isZero();
        }
    }

    private static void sleep(Connection connection, AtomicInteger ended) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_sleep(60)");
        } finally {
            ended.incrementAndGet();
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
