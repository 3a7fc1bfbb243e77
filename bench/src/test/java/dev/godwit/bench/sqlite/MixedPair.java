package dev.godwit.bench.sqlite;

import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.Note;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.bench.workload.NoteState;
import dev.godwit.checkers.DatabaseSide;
import dev.godwit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A SQLite file and a PostgreSQL database, each with the notes' table; the plan names the file from its own folder. */
final class MixedPair implements AutoCloseable {
    private static final String COLUMNS = " (id bigint primary key, account text not null, seat bigint not null,"
            + " version bigint not null, title text not null, body text not null,"
            + " changed_at timestamp not null default current_timestamp, stars bigint not null default 0)";

    private final Path folder;
    private final PostgresServer server;

    private MixedPair(Path folder, PostgresServer server) {
        this.folder = folder;
        this.server = server;
    }

    static MixedPair start(Path folder) throws SQLException, IOException, InterruptedException {
        MixedPair pair = new MixedPair(folder, PostgresServer.start("mixed", Map.of("fsync", "off")));
        create(pair.file());
        try (Connection database = pair.server.connect(PostgresServer.OWNER);
                Statement statement = database.createStatement()) {
            create(statement);
        }
        return pair;
    }

    /** A second file, with the table too. */
    DatabaseSide another() throws SQLException {
        DatabaseSide another = new DatabaseSide("another", "jdbc:sqlite:" + folder.resolve("another.db"), "", "");
        create(another);
        return another;
    }

    private static void create(DatabaseSide file) throws SQLException {
        try (Connection connection = DriverManager.getConnection(file.url());
                Statement statement = connection.createStatement()) {
            statement.execute("pragma journal_mode = wal");
            create(statement);
        }
    }

    private static void create(Statement statement) throws SQLException {
        statement.execute("create table notes" + COLUMNS);
        statement.execute("create index notes_by_account on notes (account, id)");
    }

    DatabaseSide file() {
        return new DatabaseSide("file", "jdbc:sqlite:" + folder.resolve("notes.db"), "", "");
    }

    DatabaseSide database() {
        return new DatabaseSide("database", server.url(), PostgresServer.OWNER, "");
    }

    /** Fills a side with the notes of the start. */
    static void load(DatabaseSide side, Ledger ledger) throws SQLException {
        NoteLayout layout = ledger.layout();
        try (Connection connection = DriverManager.getConnection(side.url(), side.user(), side.password())) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into notes (id, account, seat, version, title, body, stars) values (?, ?, ?, ?, ?, ?, ?)")) {
                for (long slot = 0; slot < layout.slots(); slot++) {
                    if (layout.atStart(slot)) {
                        insert(insert, Note.expected(layout, slot, 1), layout.starsAtStart(slot));
                        ledger.intend(slot, NoteState.NEVER.next(true));
                        ledger.confirm(slot);
                    }
                }
            }
            connection.commit();
        }
    }

    private static void insert(PreparedStatement insert, Note note, long stars) throws SQLException {
        insert.setLong(1, note.id());
        insert.setString(2, note.account());
        insert.setInt(3, note.seat());
        insert.setInt(4, note.version());
        insert.setString(5, note.title());
        insert.setString(6, note.body());
        insert.setLong(7, stars);
        insert.executeUpdate();
    }

    /** A plan that moves all notes from one side to the other. */
    Path plan(String from, String to) throws IOException {
        return Files.writeString(
                folder.resolve("plan.yaml"), """
                keyspace: notes
                migration: mixed
                stores:
                  file: { url: "jdbc:sqlite:notes.db" }
                  database: { url: "%s", user: %s }
                entities:
                  note: { table: notes, key: [id], unit: account }
                move: { from: %s, to: %s }
                waves:
                  - { name: first, units: { percent: 30 } }
                  - { name: rest, units: { all: true } }
                """.formatted(server.url(), PostgresServer.OWNER, from, to));
    }

    @Override
    public void close() {
        server.close();
    }
}
