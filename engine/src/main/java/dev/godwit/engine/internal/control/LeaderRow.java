package dev.godwit.engine.internal.control;

import dev.godwit.engine.spi.Seat;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** The one row in the control store that says which server leads. Text that is absent is empty there. */
final class LeaderRow {
    private LeaderRow() {}

    static Seat read(Handle handle) {
        return handle.createQuery("select server, address, term, beat from leader where seat = 1")
                .map((row, context) -> new Seat(
                        present(row.getString("server")),
                        present(row.getString("address")),
                        row.getLong("term"),
                        row.getLong("beat")))
                .findOne()
                .orElse(Seat.NEVER_TAKEN);
    }

    /** Begins the next term, if the seat is still as it was seen. */
    static Optional<Seat> take(Handle handle, Seat seen, String server, Optional<String> address) {
        Seat taken = new Seat(Optional.of(server), address, seen.term() + 1, 0);
        int changed = handle.createUpdate(
                        "update leader set server = :server, address = :address, term = :term, beat = 0"
                                + " where seat = 1 and term = :seenTerm and beat = :seenBeat")
                .bind("server", server)
                .bind("address", address.orElse(""))
                .bind("term", taken.term())
                .bind("seenTerm", seen.term())
                .bind("seenBeat", seen.beat())
                .execute();
        return changed == 1 ? Optional.of(taken) : Optional.empty();
    }

    /** Gives a sign of life; whether nobody has begun another term. The row stays locked until the transaction ends. */
    static boolean keep(Handle handle, long term) {
        return handle.createUpdate("update leader set beat = beat + 1 where seat = 1 and term = :term and server <> ''")
                        .bind("term", term)
                        .execute()
                == 1;
    }

    /** As {@link #keep}, and says where the server answers. */
    static boolean keep(Handle handle, long term, Optional<String> address) {
        return handle.createUpdate("update leader set beat = beat + 1, address = :address"
                                + " where seat = 1 and term = :term and server <> ''")
                        .bind("address", address.orElse(""))
                        .bind("term", term)
                        .execute()
                == 1;
    }

    static void free(Handle handle, long term) {
        handle.createUpdate("update leader set server = '', address = '', beat = beat + 1"
                        + " where seat = 1 and term = :term")
                .bind("term", term)
                .execute();
    }

    private static Optional<String> present(String text) {
        return Optional.of(text).filter(Predicate.not(String::isEmpty));
    }
}
