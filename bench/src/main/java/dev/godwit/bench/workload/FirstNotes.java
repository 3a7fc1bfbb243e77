package dev.godwit.bench.workload;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** What the application looks like before anything happens: its table, its user and its first notes. */
public final class FirstNotes {
    /** The user as whom the application connects; it may read and write its table and nothing else. */
    public static final String APPLICATION = "application";

    private static final int BUFFER = 1 << 16;

    private FirstNotes() {}

    /** Creates the empty table, and the application's user if it is new, connected as the owner. */
    public static void createTable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(NotesTable.DEFINITION);
            // Others may be about to create it too.
            statement.execute("do $$ begin create role " + APPLICATION
                    + " login; exception when duplicate_object or unique_violation then null; end $$");
            statement.execute("grant select, insert, update, delete on notes to " + APPLICATION);
        }
    }

    /** Loads all notes of the start by COPY, and enters them into the record. */
    public static void load(Connection connection, Ledger ledger) throws SQLException {
        NoteLayout layout = ledger.layout();
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy notes (id, account, seat, version, title, body, stars) from stdin");
        StringBuilder lines = new StringBuilder(BUFFER);
        for (long slot = 0; slot < layout.slots(); slot++) {
            if (!layout.atStart(slot)) {
                continue;
            }
            // The generated texts have none of the characters that this format would escape.
            Note note = Note.expected(layout, slot, 1);
            lines.append(note.id())
                    .append('\t')
                    .append(note.account())
                    .append('\t')
                    .append(note.seat())
                    .append('\t')
                    .append(note.version())
                    .append('\t')
                    .append(note.title())
                    .append('\t')
                    .append(note.body())
                    .append('\t')
                    .append(layout.starsAtStart(slot))
                    .append('\n');
            ledger.intend(slot, NoteState.NEVER.next(true));
            ledger.confirm(slot);
            if (lines.length() > BUFFER - 1_000) {
                flush(copy, lines);
            }
        }
        flush(copy, lines);
        copy.endCopy();
        try (Statement statement = connection.createStatement()) {
            statement.execute("analyze notes");
        }
    }

    private static void flush(CopyIn copy, StringBuilder lines) throws SQLException {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
    }
}
