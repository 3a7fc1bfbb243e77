package dev.godwit.notely.strategy;

import dev.godwit.core.GodwitException;
import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteException.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a refusal of the router means for the caller, who is told no internals. */
final class GodwitFailures {
    private static final Logger LOG = LoggerFactory.getLogger(GodwitFailures.class);

    private GodwitFailures() {}

    static NoteException translate(GodwitException failure) {
        return switch (failure.code()) {
            case HELD_TOO_LONG, TOO_MANY_HELD, SCATTER_UNSETTLED, STORE_BUSY, STORE_STATEMENT_TIMEOUT ->
                new NoteException(Problem.HELD, "the notes are on their way to another store; ask again", failure);
            case STORE_UNREACHABLE,
                    STORE_AUTHENTICATION,
                    STORE_DATABASE_MISSING,
                    STORE_RIGHTS_MISSING,
                    STORE_EXHAUSTED,
                    STORE_CONNECTION_LOST,
                    STORE_OUTCOME_UNKNOWN,
                    STORE_IS_STANDBY,
                    STORE_FAILED,
                    NO_HOME -> {
                LOG.warn("{}", failure.getMessage());
                yield new NoteException(Problem.STORE_DOWN, "a store does not answer; ask again later", failure);
            }
            default -> {
                LOG.error("the router refused an operation", failure);
                yield new NoteException(Problem.INTERNAL, "a fault in the proxy; its log says more", failure);
            }
        };
    }
}
