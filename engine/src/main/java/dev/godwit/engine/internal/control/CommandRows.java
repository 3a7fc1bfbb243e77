package dev.godwit.engine.internal.control;

import dev.godwit.engine.access.LoggedCommand;
import dev.godwit.engine.access.LoggedCommand.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of the log of commands in the control store. */
final class CommandRows {
    private CommandRows() {}

    /** What stands there already under the same key; nothing was written then. */
    static Optional<LoggedCommand> begin(Handle handle, LoggedCommand command) {
        int written = handle.createUpdate(
                        "insert into command_log (id, at_millis, actor, authenticated, command, migration,"
                                + " subject, reason, idempotency_key, request, outcome, answer)"
                                + " values (:id, :at, :actor, :authenticated, :command, :migration, :subject, :reason, :key,"
                                + " :request, :outcome, :answer) on conflict do nothing")
                .bind("id", command.id())
                .bind("at", command.at().toEpochMilli())
                .bind("actor", command.actor())
                .bind("authenticated", command.authenticated() ? 1 : 0)
                .bind("command", command.command())
                .bind("migration", command.migration())
                .bind("subject", command.subject())
                .bind("reason", command.reason())
                .bind("key", command.idempotencyKey().orElse(null))
                .bind("request", command.request())
                .bind("outcome", command.outcome().name())
                .bind("answer", command.answer())
                .execute();
        return written == 1
                ? Optional.empty()
                : handle.createQuery("select * from command_log where actor = :actor and idempotency_key = :key")
                        .bind("actor", command.actor())
                        .bind("key", command.idempotencyKey().orElseThrow())
                        .map((row, context) -> map(row))
                        .findOne();
    }

    static int end(Handle handle, LoggedCommand command) {
        return handle.createUpdate("update command_log set outcome = :outcome, answer = :answer where id = :id")
                .bind("outcome", command.outcome().name())
                .bind("answer", command.answer())
                .bind("id", command.id())
                .execute();
    }

    static Optional<LoggedCommand> approve(Handle handle, String id, String approver) {
        int taken = handle.createUpdate("update command_log set outcome = 'BEGUN', approver = :approver"
                        + " where id = :id and outcome = 'AWAITS_APPROVAL' and actor <> :approver")
                .bind("approver", approver)
                .bind("id", id)
                .execute();
        return taken == 1 ? find(handle, id) : Optional.empty();
    }

    static Optional<LoggedCommand> find(Handle handle, String id) {
        return handle.createQuery("select * from command_log where id = :id")
                .bind("id", id)
                .map((row, context) -> map(row))
                .findOne();
    }

    static List<LoggedCommand> awaiting(Handle handle, String migration) {
        return handle.createQuery("select * from command_log where migration = :migration"
                        + " and outcome = 'AWAITS_APPROVAL' order by at_millis, id")
                .bind("migration", migration)
                .map((row, context) -> map(row))
                .list();
    }

    static List<LoggedCommand> newest(Handle handle, int limit) {
        return handle.createQuery("select * from command_log order by at_millis desc, id desc limit :limit")
                .bind("limit", limit)
                .map((row, context) -> map(row))
                .list()
                .reversed();
    }

    private static LoggedCommand map(ResultSet row) throws SQLException {
        return new LoggedCommand(
                row.getString("id"),
                Instant.ofEpochMilli(row.getLong("at_millis")),
                row.getString("actor"),
                row.getInt("authenticated") == 1,
                row.getString("command"),
                row.getString("migration"),
                row.getString("subject"),
                row.getString("reason"),
                Optional.ofNullable(row.getString("idempotency_key")),
                row.getString("request"),
                Outcome.valueOf(row.getString("outcome")),
                row.getString("answer"),
                Optional.ofNullable(row.getString("approver")));
    }
}
