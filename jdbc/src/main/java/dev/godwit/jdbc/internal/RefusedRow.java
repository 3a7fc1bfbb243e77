package dev.godwit.jdbc.internal;

import dev.godwit.core.GodwitException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a message says of a row that a database refused: where and by which rule, never the row's values, which are not
 * ours to print. Other failures keep the database's message.
 */
final class RefusedRow {
    private static final String UNIQUE_VIOLATION = "23505";

    private RefusedRow() {}

    static String message(SQLException failure) {
        return server(failure)
                .filter(RefusedRow::isAboutValues)
                .map(RefusedRow::describe)
                .orElse(text(failure));
    }

    /** The unique constraint or index that was violated, when that is what an error is about. */
    static Optional<String> uniqueConstraint(GodwitException error) {
        return error.getCause() instanceof SQLException failure
                ? server(failure)
                        .filter(message -> UNIQUE_VIOLATION.equals(message.getSQLState()))
                        .map(ServerErrorMessage::getConstraint)
                : Optional.empty();
    }

    private static Optional<ServerErrorMessage> server(SQLException failure) {
        return failure instanceof PSQLException postgres
                ? Optional.ofNullable(postgres.getServerErrorMessage())
                : Optional.empty();
    }

    private static boolean isAboutValues(ServerErrorMessage error) {
        String state = error.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private static String describe(ServerErrorMessage error) {
        return "a row was refused with SQLSTATE " + error.getSQLState() + " (" + reason(error.getSQLState()) + ")"
                + part(", table ", error.getTable() == null ? null : error.getSchema() + "." + error.getTable())
                + part(", constraint ", error.getConstraint())
                + part(", column ", error.getColumn());
    }

    private static String reason(@Nullable String state) {
        return switch (state == null ? "" : state) {
            case "23502" -> "NULL where none is allowed";
            case "23503" -> "foreign key";
            case UNIQUE_VIOLATION -> "the value exists already";
            case "23514" -> "check";
            case "23P01" -> "exclusion";
            case "22001" -> "too long";
            case "22003" -> "number out of range";
            case "22P02", "22P03", "22007", "22008" -> "not a value of the column's type";
            default -> "a rule for its values";
        };
    }

    private static String part(String label, @Nullable String value) {
        return value == null ? "" : label + value;
    }

    private static String text(SQLException failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
