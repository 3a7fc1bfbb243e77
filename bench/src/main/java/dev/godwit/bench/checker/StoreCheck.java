package dev.godwit.bench.checker;

import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.Note;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.bench.workload.NoteState;
import dev.godwit.bench.workload.NotesTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares every row of a store with the users' record, while the users rest. A row that is lost, changed, torn or that
 * came back after its deletion is a difference. Not thread-safe.
 */
public final class StoreCheck {
    private static final int FETCH_ROWS = 5_000;
    private static final int TEXTS_MAX = 20;

    private final Ledger ledger;
    private final NoteLayout layout;
    private final List<String> differences = new ArrayList<>();
    private long differenceCount;
    private long rows;

    private StoreCheck(Ledger ledger) {
        this.ledger = ledger;
        this.layout = ledger.layout();
    }

    /**
     * What came out.
     *
     * @param rows how many rows the store has
     * @param differences how many notes are not as the users know them
     * @param texts the first of them, in words
     */
    public record Result(long rows, long differences, List<String> texts) {
        public boolean agrees() {
            return differences == 0;
        }
    }

    /** Reads all rows in order of their ids and compares each with the record. */
    public static Result compare(Connection connection, Ledger ledger) throws SQLException {
        StoreCheck check = new StoreCheck(ledger);
        boolean autoCommit = connection.getAutoCommit();
        // Without a transaction the driver would read all rows into memory at once.
        connection.setAutoCommit(false);
        try (PreparedStatement select =
                connection.prepareStatement("select id, account, seat, version, title, body from notes order by id")) {
            select.setFetchSize(FETCH_ROWS);
            try (ResultSet found = select.executeQuery()) {
                check.compare(found);
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        }
        return new Result(check.rows, check.differenceCount, check.differences);
    }

    private void compare(ResultSet found) throws SQLException {
        long slot = 0;
        while (found.next()) {
            Note note = NotesTable.note(found);
            rows = rows + 1;
            long foundSlot = layout.slot(note.id());
            for (; slot < foundSlot && slot < layout.slots(); slot++) {
                expectAbsent(slot);
            }
            if (foundSlot < 0 || foundSlot >= layout.slots()) {
                differ("note " + note.id() + ": nobody ever wrote it");
            } else {
                comparePresent(foundSlot, note);
                slot = foundSlot + 1;
            }
        }
        for (; slot < layout.slots(); slot++) {
            expectAbsent(slot);
        }
    }

    private void expectAbsent(long slot) {
        if (!mayBe(slot, 0, false)) {
            differ("note " + layout.id(slot) + ": lost, expected " + ledger.confirmed(slot));
        }
    }

    private void comparePresent(long slot, Note note) {
        if (!mayBe(slot, note.version(), true)) {
            differ("note " + note.id() + ": v" + note.version() + ", expected " + ledger.confirmed(slot));
        } else if (!note.equals(Note.expected(layout, slot, note.version()))) {
            differ("note " + note.id() + ": other content in v" + note.version());
        }
    }

    /** A change whose answer never came may have happened or not. */
    private boolean mayBe(long slot, int version, boolean present) {
        return is(ledger.confirmed(slot), version, present)
                || (!ledger.settled(slot) && is(ledger.intended(slot), version, present));
    }

    private static boolean is(NoteState state, int version, boolean present) {
        return state.present() == present && (!present || state.version() == version);
    }

    private void differ(String text) {
        differenceCount = differenceCount + 1;
        if (differences.size() < TEXTS_MAX) {
            differences.add(text);
        }
    }
}
