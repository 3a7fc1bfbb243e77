package dev.godwit.bench.checker;

import dev.godwit.bench.workload.Note;
import dev.godwit.bench.workload.NoteHistory;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.bench.workload.NotesTable;
import dev.godwit.checkers.DatabaseSide;
import dev.godwit.checkers.HistoryRecorder;
import dev.godwit.checkers.Operation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads every row of a store by plain SQL, as one more user would, so that lost and returned rows are wrong answers. */
final class WholeLook {
    private static final int FETCH_ROWS = 5_000;

    private final NoteLayout layout;
    private final HistoryRecorder recorder;

    WholeLook(NoteLayout layout, HistoryRecorder recorder) {
        this.layout = layout;
        this.recorder = recorder;
    }

    void look(DatabaseSide store) throws SQLException {
        long called = recorder.now();
        try (Connection connection = store.open();
                Statement select = connection.createStatement()) {
            select.setFetchSize(FETCH_ROWS);
            try (ResultSet rows =
                    select.executeQuery("select id, account, seat, version, title, body from notes order by id")) {
                long next = layout.id(0);
                while (rows.next()) {
                    Note note = NotesTable.note(rows);
                    absent(next, note.id(), called);
                    recorder.read(note.id(), NoteHistory.value(note), called, recorder.now());
                    next = note.id() + 1;
                }
                absent(next, layout.id(layout.slots()), called);
            }
        }
    }

    private void absent(long from, long until, long called) {
        for (long id = from; id < Math.min(until, layout.id(layout.slots())); id++) {
            recorder.read(id, Operation.NOTHING, called, recorder.now());
        }
    }
}
