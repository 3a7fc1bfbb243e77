package dev.godwit.engine.access;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.internal.control.ControlStores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tokens and the log of commands, in the control store. Thread-safe.
 *
 * <p>All methods throw {@link GodwitException} with {@link ErrorCode#CONTROL_STORE_FAILED} when it can't be used.
 */
public interface AccessRecords extends AutoCloseable {
    /** Opens the control store of these settings. */
    static AccessRecords open(EngineSettings settings) {
        return ControlStores.openAccess(settings);
    }

    /** Whether a token has ever been made: from then on nobody does anything without one. */
    boolean guarded();

    /**
     * Keeps a new token.
     *
     * @throws GodwitException with {@link ErrorCode#INVALID_REQUEST} when a token of this name is not revoked
     */
    void add(TokenRecord token);

    Optional<TokenRecord> token(String id);

    /** All tokens, revoked ones too, the oldest first. */
    List<TokenRecord> tokens();

    /** Whether there was a token of that name to revoke. */
    boolean revoke(String name, Instant now);

    /**
     * Writes down that a command begins.
     *
     * @return what was written before under the same idempotency key of the same actor, in place of this one
     */
    Optional<LoggedCommand> begin(LoggedCommand command);

    /** Writes down what came of a command. */
    void end(LoggedCommand command);

    /**
     * Takes a command that waits for approval, on behalf of whoever approves it; only one of several gets it.
     *
     * @param approver who must not be the one who asked
     */
    Optional<LoggedCommand> approve(String id, String approver);

    Optional<LoggedCommand> command(String id);

    /** Commands of a migration that wait for another person. */
    List<LoggedCommand> awaitingApproval(String migration);

    /** The newest commands, oldest first. */
    List<LoggedCommand> commands(int limit);

    @Override
    void close();
}
