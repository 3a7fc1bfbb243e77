package dev.godwit.notely.strategy;

import dev.godwit.notely.store.NoteTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What work gets from the router: the notes of the store in which it runs. Not thread-safe. */
final class NoteTransaction {
    private final NoteTable table;
    private String operation = "";
    private @Nullable SQLException failure;

    NoteTransaction(Connection connection) {
        table = new NoteTable(connection);
    }

    /** A piece of work on the table. */
    @FunctionalInterface
    interface Work<T> {
        T run(NoteTable table) throws SQLException;
    }

    /** Runs work of that name. */
    <T> T run(String name, Work<T> work) throws SQLException {
        operation = name;
        try {
            return work.run(table);
        } catch (SQLException e) {
            failure = e;
            throw e;
        }
    }

    /** The name of what was run; empty when nothing was. */
    String operation() {
        return operation;
    }

    /** Why the store did not do it, if it did not. */
    Optional<SQLException> failure() {
        return Optional.ofNullable(failure);
    }
}
