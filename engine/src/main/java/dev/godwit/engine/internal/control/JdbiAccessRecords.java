package dev.godwit.engine.internal.control;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.engine.access.AccessRecords;
import dev.godwit.engine.access.LoggedCommand;
import dev.godwit.engine.access.TokenRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Tokens and the log of commands in SQLite or PostgreSQL. Thread-safe. */
final class JdbiAccessRecords implements AccessRecords {
    private final ControlTransactions transactions;
    private final Runnable onClose;

    JdbiAccessRecords(Jdbi jdbi, Runnable onClose) {
        this.transactions = new ControlTransactions(jdbi, handle -> true);
        this.onClose = onClose;
    }

    @Override
    public boolean guarded() {
        return transactions.read(AccessRows::any);
    }

    @Override
    public void add(TokenRecord token) {
        if (!transactions.change(handle -> AccessRows.insert(handle, token))) {
            throw new GodwitException(
                    ErrorCode.INVALID_REQUEST,
                    "name: there is a token '" + token.name() + "' already; revoke it first");
        }
    }

    @Override
    public Optional<TokenRecord> token(String id) {
        return transactions.read(handle -> AccessRows.find(handle, id));
    }

    @Override
    public List<TokenRecord> tokens() {
        return transactions.read(AccessRows::all);
    }

    @Override
    public boolean revoke(String name, Instant now) {
        return transactions.change(handle -> AccessRows.revoke(handle, name, now));
    }

    @Override
    public Optional<LoggedCommand> begin(LoggedCommand command) {
        return transactions.change(handle -> CommandRows.begin(handle, command));
    }

    @Override
    public void end(LoggedCommand command) {
        transactions.act(handle -> CommandRows.end(handle, command));
    }

    @Override
    public Optional<LoggedCommand> approve(String id, String approver) {
        return transactions.change(handle -> CommandRows.approve(handle, id, approver));
    }

    @Override
    public Optional<LoggedCommand> command(String id) {
        return transactions.read(handle -> CommandRows.find(handle, id));
    }

    @Override
    public List<LoggedCommand> awaitingApproval(String migration) {
        return transactions.read(handle -> CommandRows.awaiting(handle, migration));
    }

    @Override
    public List<LoggedCommand> commands(int limit) {
        return transactions.read(handle -> CommandRows.newest(handle, limit));
    }

    @Override
    public void close() {
        onClose.run();
    }
}
