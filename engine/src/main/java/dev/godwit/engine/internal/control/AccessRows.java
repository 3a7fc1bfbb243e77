package dev.godwit.engine.internal.control;

import dev.godwit.engine.access.TokenRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of tokens in the control store. */
final class AccessRows {
    private AccessRows() {}

    static boolean any(Handle handle) {
        return handle.createQuery("select exists (select 1 from access_token)")
                .map((row, context) -> row.getBoolean(1))
                .one();
    }

    /** Whether the name was free. */
    static boolean insert(Handle handle, TokenRecord token) {
        return handle.createUpdate("insert into access_token (id, name, hash, roles, created_millis, expires_millis)"
                                + " values (:id, :name, :hash, :roles, :created, :expires) on conflict do nothing")
                        .bind("id", token.id())
                        .bind("name", token.name())
                        .bind("hash", token.hash())
                        .bind("roles", String.join(",", token.roles()))
                        .bind("created", token.created().toEpochMilli())
                        .bind(
                                "expires",
                                token.expires().map(Instant::toEpochMilli).orElse(null))
                        .execute()
                == 1;
    }

    static Optional<TokenRecord> find(Handle handle, String id) {
        return handle.createQuery("select * from access_token where id = :id")
                .bind("id", id)
                .map((row, context) -> map(row))
                .findOne();
    }

    static List<TokenRecord> all(Handle handle) {
        return handle.createQuery("select * from access_token order by created_millis, id")
                .map((row, context) -> map(row))
                .list();
    }

    static boolean revoke(Handle handle, String name, Instant now) {
        return handle.createUpdate(
                                "update access_token set revoked_millis = :now where name = :name and revoked_millis is null")
                        .bind("now", now.toEpochMilli())
                        .bind("name", name)
                        .execute()
                == 1;
    }

    private static TokenRecord map(ResultSet row) throws SQLException {
        return new TokenRecord(
                row.getString("id"),
                row.getString("name"),
                row.getString("hash"),
                List.of(row.getString("roles").split(",")),
                Instant.ofEpochMilli(row.getLong("created_millis")),
                instant(row, "expires_millis"),
                instant(row, "revoked_millis"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
