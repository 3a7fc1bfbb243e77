package dev.godwit.notely.store;

import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteException.Problem;
import java.sql.SQLException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What a failure of a store means for the caller, who is told no internals. */
public final class StoreFailures {
    private static final Logger LOG = LoggerFactory.getLogger(StoreFailures.class);

    /** How Godwit's triggers begin their refusals. */
    private static final String FROZEN = "GODWIT FROZEN";

    private static final String MOVED = "GODWIT MOVED";

    /** What SQLite says about statements that are wrong, or rows that may not be. */
    private static final Set<SQLiteErrorCode> OURS_IN_FILES = Set.of(
            SQLiteErrorCode.SQLITE_ERROR,
            SQLiteErrorCode.SQLITE_CONSTRAINT,
            SQLiteErrorCode.SQLITE_MISMATCH,
            SQLiteErrorCode.SQLITE_MISUSE,
            SQLiteErrorCode.SQLITE_RANGE);

    /** The classes of SQLSTATE that say so: data, constraints, syntax. */
    private static final Set<String> OURS = Set.of("22", "23", "42");

    private StoreFailures() {}

    /**
     * {@link Problem#INTERNAL} for what no other store would take either; all else is about this store.
     *
     * @param store what it is called in a sentence
     */
    public static NoteException translate(String store, SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains(FROZEN)) {
            return new NoteException(Problem.HELD, "the notes of the account change their home; ask again", failure);
        }
        if (message.contains(MOVED)) {
            return new NoteException(Problem.MOVED, store + " is not the home of the account's notes", failure);
        }
        if (isOurs(failure)) {
            LOG.error("{} refused a statement", store, failure);
            return new NoteException(Problem.INTERNAL, "a fault in the proxy; its log says more", failure);
        }
        LOG.warn("{} does not answer: {}", store, message);
        return new NoteException(Problem.STORE_DOWN, store + " does not answer", failure);
    }

    private static boolean isOurs(SQLException failure) {
        if (failure instanceof SQLiteException file) {
            int primary = file.getResultCode().code & 0xff;
            return OURS_IN_FILES.stream().anyMatch(code -> code.code == primary);
        }
        String state = failure.getSQLState();
        return state != null && state.length() == 5 && OURS.contains(state.substring(0, 2));
    }
}
