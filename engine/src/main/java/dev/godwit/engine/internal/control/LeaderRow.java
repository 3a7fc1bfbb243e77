package dev.godwit.engine.internal.control;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The one row in the control store that says which server leads, and when it last said so. */
final class LeaderRow {
    private LeaderRow() {}

    /** Whether the server leads now: it did before, or nobody's heartbeat is young enough. */
    static boolean take(Handle handle, String server, long nowMillis, long staleAfterMillis) {
        int kept = handle.createUpdate("update leader set server = :server, heartbeat_millis = :now where seat = 1"
                        + " and (server = :server or heartbeat_millis < :stale)")
                .bind("server", server)
                .bind("now", nowMillis)
                .bind("stale", nowMillis - staleAfterMillis)
                .execute();
        if (kept == 1) {
            return true;
        }
        return handle.createUpdate("insert into leader (seat, server, heartbeat_millis) values (1, :server, :now)"
                                + " on conflict (seat) do nothing")
                        .bind("server", server)
                        .bind("now", nowMillis)
                        .execute()
                == 1;
    }

    /** Whether the server still leads; never takes a lead that was lost meanwhile. */
    static boolean keep(Handle handle, String server, long nowMillis) {
        return handle.createUpdate("update leader set heartbeat_millis = :now where seat = 1 and server = :server")
                        .bind("server", server)
                        .bind("now", nowMillis)
                        .execute()
                == 1;
    }

    static Optional<String> find(Handle handle) {
        return handle.createQuery("select server from leader where seat = 1")
                .mapTo(String.class)
                .findOne();
    }

    static void delete(Handle handle, String server) {
        handle.createUpdate("delete from leader where server = :server")
                .bind("server", server)
                .execute();
    }
}
