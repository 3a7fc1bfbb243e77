package dev.godwit.bench.workload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The application's SQL: plain statements that know nothing of a migration. Stateless. */
public final class NotesTable {
    /** What the application's owner ran once in each store. */
    public static final String DEFINITION = """
            create table notes (
                id bigint primary key,
                account text not null,
                seat integer not null,
                version integer not null,
                title text not null,
                body text not null,
                changed_at timestamptz not null default clock_timestamp(),
                stars bigint not null default 0
            );
            create index notes_by_account on notes (account, id);
            """;

    private static final String COLUMNS = "id, account, seat, version, title, body";

    private NotesTable() {}

    static Optional<Note> find(Connection connection, String account, long id) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select " + COLUMNS + " from notes where account = ? and id = ?")) {
            select.setString(1, account);
            select.setLong(2, id);
            return read(select).stream().findFirst();
        }
    }

    static List<Note> list(Connection connection, String account) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select " + COLUMNS + " from notes where account = ? order by id")) {
            select.setString(1, account);
            return read(select);
        }
    }

    static long count(Connection connection, String account) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*) from notes where account = ?")) {
            select.setString(1, account);
            return readLong(select);
        }
    }

    /** Counts the rows of a table or view. */
    static long countAll(Connection connection, String table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*) from " + table)) {
            return readLong(select);
        }
    }

    static int insert(Connection connection, Note note) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into notes (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?)" + " on conflict (id) do nothing")) {
            insert.setLong(1, note.id());
            insert.setString(2, note.account());
            insert.setInt(3, note.seat());
            insert.setInt(4, note.version());
            insert.setString(5, note.title());
            insert.setString(6, note.body());
            return insert.executeUpdate();
        }
    }

    static int update(Connection connection, List<Notes.Change> changes) throws SQLException {
        int updated = 0;
        try (PreparedStatement update = connection.prepareStatement(
                "update notes set version = ?, title = ?, body = ?, changed_at = current_timestamp"
                        + " where account = ? and id = ? and version = ?")) {
            for (Notes.Change change : changes) {
                update.setInt(1, change.note().version());
                update.setString(2, change.note().title());
                update.setString(3, change.note().body());
                update.setString(4, change.note().account());
                update.setLong(5, change.note().id());
                update.setInt(6, change.fromVersion());
                updated += update.executeUpdate();
            }
        }
        return updated;
    }

    static int delete(Connection connection, String account, long id, int version) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from notes where account = ? and id = ? and version = ?")) {
            delete.setString(1, account);
            delete.setLong(2, id);
            delete.setInt(3, version);
            return delete.executeUpdate();
        }
    }

    /** Moves stars from one note to another, whatever else is in them. */
    static int transfer(Connection connection, Notes.Transfer transfer) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update notes set stars = stars + ? where account = ? and id = ?")) {
            addStars(update, transfer.account(), transfer.id(), transfer.stars());
            addStars(update, transfer.account(), transfer.otherId(), -transfer.stars());
            return IntStream.of(update.executeBatch()).sum();
        }
    }

    private static void addStars(PreparedStatement update, String account, long id, long stars) throws SQLException {
        update.setLong(1, stars);
        update.setString(2, account);
        update.setLong(3, id);
        update.addBatch();
    }

    /** Adds up the stars of all notes of an account. */
    static long stars(Connection connection, String account) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select stars from notes where account = ?")) {
            select.setString(1, account);
            try (ResultSet rows = select.executeQuery()) {
                long total = 0;
                while (rows.next()) {
                    total += rows.getLong(1);
                }
                return total;
            }
        }
    }

    private static List<Note> read(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            List<Note> notes = new ArrayList<>();
            while (rows.next()) {
                notes.add(note(rows));
            }
            return notes;
        }
    }

    /** The note in a row of {@code id, account, seat, version, title, body}. */
    public static Note note(ResultSet row) throws SQLException {
        return new Note(
                row.getLong(1), row.getString(2), row.getInt(3), row.getInt(4), row.getString(5), row.getString(6));
    }

    private static long readLong(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
