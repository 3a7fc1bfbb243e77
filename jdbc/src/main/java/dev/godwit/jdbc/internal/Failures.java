package dev.godwit.jdbc.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** What a database's failure means for Godwit. */
public final class Failures {
    /** The store is not the unit's home. */
    public static final String WRONG_STORE = "GW001";
    /** The mover's epoch or token is void. */
    public static final String SHUT_OUT = "GW002";
    /** A mover touched a row that is not of its unit. */
    public static final String FOREIGN_ROW = "GW003";
    /** Beginning of the message of a refusal that passes soon; its SQLSTATE is the one of a serialization failure. */
    public static final String FROZEN_MESSAGE = "GODWIT FROZEN";

    private Failures() {}

    /** The error for a failure before the commit was sent: nothing was changed. */
    public static GodwitException translate(StoreName store, SQLException failure) {
        return new GodwitException(code(failure), "store " + store + ": " + RefusedRow.message(failure), failure);
    }

    /** The error for statements whose commit was sent along: without an answer nobody knows its outcome. */
    public static GodwitException translateWithCommit(StoreName store, SQLException failure) {
        return isConnectionFailure(failure) ? translateCommit(store, failure) : translate(store, failure);
    }

    /** The error for a failed commit: without an answer from the database nobody knows its outcome. */
    public static GodwitException translateCommit(StoreName store, SQLException failure) {
        ErrorCode code = isConnectionFailure(failure) ? ErrorCode.STORE_OUTCOME_UNKNOWN : code(failure);
        return new GodwitException(code, "store " + store + ", commit: " + RefusedRow.message(failure), failure);
    }

    private static boolean isConnectionFailure(SQLException failure) {
        String state = state(failure);
        return state.isEmpty() || state.startsWith("08") || state.startsWith("57P");
    }

    private static ErrorCode code(SQLException failure) {
        String state = state(failure);
        return switch (state) {
            case SHUT_OUT -> ErrorCode.MOVER_SHUT_OUT;
            case FOREIGN_ROW -> ErrorCode.KEY_OWNED_BY_OTHER_UNIT;
            case "55P03", "40P01", "40001" -> ErrorCode.STORE_BUSY;
            case "57014" -> ErrorCode.STORE_STATEMENT_TIMEOUT;
            case "28P01", "28000" -> ErrorCode.STORE_AUTHENTICATION;
            case "23503" -> ErrorCode.ROW_WITHOUT_PARENT;
            case "3D000" -> ErrorCode.STORE_DATABASE_MISSING;
            case "42501" -> ErrorCode.STORE_RIGHTS_MISSING;
            case "08001", "08004" -> ErrorCode.STORE_UNREACHABLE;
            default -> {
                if (isConnectionFailure(failure)) {
                    yield ErrorCode.STORE_CONNECTION_LOST;
                }
                if (state.startsWith("53")) {
                    yield ErrorCode.STORE_EXHAUSTED;
                }
                if (failure instanceof SQLTransientConnectionException) {
                    // The pool could not open a connection: the database takes none at the moment.
                    yield ErrorCode.STORE_UNREACHABLE;
                }
                yield state.startsWith("22") || state.startsWith("23") ? ErrorCode.ROW_REFUSED : ErrorCode.STORE_FAILED;
            }
        };
    }

    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }
}
