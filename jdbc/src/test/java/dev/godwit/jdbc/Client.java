package dev.godwit.jdbc;

import static org.awaitility.Awaitility.await;

import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.postgresql.PGConnection;

/**
 * Somebody with a connection who does not know Godwit: an old process, a job, a person with an SQL prompt. What it runs
 * is committed at once until it begins a transaction.
 */
final class Client implements AutoCloseable {
    private final Connection connection;
    private final PostgresServer.Database database;
    private final String pid;

    Client(PostgresServer.Database database, String user) {
        this.database = database;
        this.connection = database.connect(user);
        this.pid = text("select pg_backend_pid()");
    }

    Client(PostgresServer.Database database) {
        this(database, "postgres");
    }

    void run(String... statements) {
        try {
            attempt(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void attempt(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Runs a statement that fails, and tells how: SQLSTATE and message. */
    String failureOf(String sql) {
        try {
            attempt(sql);
        } catch (SQLException e) {
            return e.getSQLState() + " " + e.getMessage();
        }
        return "no failure";
    }

    /** Starts a statement that has to wait, and returns when it waits. Its result is how it ended. */
    Waiting startsToWait(String sql) {
        Waiting waiting = new Waiting(CompletableFuture.supplyAsync(() -> failureOf(sql)));
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(10))
                .until(() -> isWaiting() || waiting.outcome().isDone());
        return waiting;
    }

    private boolean isWaiting() {
        try (Client observer = new Client(database)) {
            return observer.text("select count(*) from pg_locks where not granted and pid = " + pid)
                    .equals("1");
        }
    }

    /** A statement that waits for a lock. */
    record Waiting(CompletableFuture<String> outcome) {
        String end() {
            try {
                return outcome.get(10, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    void copyIn(String sql, String rows) {
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new StringReader(rows));
        } catch (SQLException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String text(String sql) {
        return texts(sql).getFirst();
    }

    List<String> texts(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
