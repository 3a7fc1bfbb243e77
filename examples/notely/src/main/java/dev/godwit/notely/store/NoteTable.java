package dev.godwit.notely.store;

import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteException.Problem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The notes of one store, in SQL that both databases take, on a connection and in a transaction of the caller. Not
 * thread-safe.
 *
 * <p>Every operation may be repeated when its outcome is unknown, and then answers what the first one would have.
 */
public final class NoteTable {
    /** The table itself; during a move it also holds notes whose home is elsewhere. */
    public static final String NAME = "notes";

    private static final String LIST = "select id from notes where creator = ?";
    private static final String FIND = "select created_at, updated_at, content from notes where id = ? and creator = ?";
    private static final String FIND_ANY = "select created_at, updated_at, content, creator from notes where id = ?";
    private static final String CREATE = "insert into notes (id, creator, created_at, updated_at, content)"
            + " values (?, ?, ?, ?, ?) on conflict (id) do nothing";
    private static final String UPDATE = "update notes set updated_at = ?, content = ?"
            + " where id = ? and creator = ? and updated_at < ? returning created_at";
    private static final String DELETE = "delete from notes where id = ? and creator = ?";
    private static final String COUNT = "select count(*) from notes where creator = ?";

    private final Connection connection;

    public NoteTable(Connection connection) {
        this.connection = connection;
    }

    /** The ids of the notes of an account, in no particular order. */
    public List<UUID> list(UUID creator) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LIST)) {
            statement.setObject(1, creator);
            List<UUID> ids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(UUID.fromString(rows.getString(1)));
                }
            }
            return ids;
        }
    }

    /** The note, if that account has it here. */
    public Optional<Note> find(UUID creator, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setObject(1, id);
            statement.setObject(2, creator);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(note(id, creator, rows)) : Optional.empty();
            }
        }
    }

    /**
     * Adds a note.
     *
     * @return the note; also when it is there already and equal
     * @throws NoteException with {@link Problem#EXISTS} when there is another note of its id
     */
    public Note create(Note note) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CREATE)) {
            statement.setObject(1, note.id());
            statement.setObject(2, note.creator());
            statement.setLong(3, note.createdAt().toEpochMilli());
            statement.setLong(4, note.updatedAt().toEpochMilli());
            statement.setString(5, note.content());
            if (statement.executeUpdate() == 1 || findAny(note.id()).equals(Optional.of(note))) {
                return note;
            }
        }
        throw new NoteException(Problem.EXISTS, "there is another note " + note.id());
    }

    /**
     * Replaces a note if this one is newer, see {@link Note#replaces}; {@code createdAt} stays.
     *
     * @return the note as it is stored now
     * @throws NoteException with {@link Problem#NOT_FOUND} when there is none
     */
    public Note update(Note note) throws SQLException {
        long updatedAt = note.updatedAt().toEpochMilli();
        try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            statement.setLong(1, updatedAt);
            statement.setString(2, note.content());
            statement.setObject(3, note.id());
            statement.setObject(4, note.creator());
            statement.setLong(5, updatedAt);
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    Instant createdAt = Instant.ofEpochMilli(rows.getLong(1));
                    return new Note(note.id(), note.creator(), createdAt, note.updatedAt(), note.content());
                }
            }
        }
        // One that is older than this came after the look for it: then there was none to update.
        return find(note.creator(), note.id())
                .filter(stored -> !note.replaces(stored))
                .orElseThrow(() -> NoteStore.notFound(note.id()));
    }

    /** Removes a note; does nothing when that account has none of that id here. */
    public void delete(UUID creator, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setObject(1, id);
            statement.setObject(2, creator);
            statement.executeUpdate();
        }
    }

    /** How many notes the account has here. */
    public long count(UUID creator) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setObject(1, creator);
            return number(statement);
        }
    }

    /**
     * How many notes there are of all accounts.
     *
     * @param table {@link #NAME}, or a view of it
     */
    public long total(String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select count(*) from " + table)) {
            return number(statement);
        }
    }

    private Optional<Note> findAny(UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND_ANY)) {
            statement.setObject(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(note(id, UUID.fromString(rows.getString(4)), rows)) : Optional.empty();
            }
        }
    }

    private static Note note(UUID id, UUID creator, ResultSet row) throws SQLException {
        return new Note(
                id,
                creator,
                Instant.ofEpochMilli(row.getLong(1)),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3));
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
