package dev.godwit.jdbc.internal.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;

/** The file of a connection's database. */
final class DatabaseFile {
    private static final String WRITE_AHEAD_LOG = "-wal";

    private DatabaseFile() {}

    static Path of(Sql sql) throws SQLException {
        return Path.of(sql.first("select file from pragma_database_list where name = 'main'", row -> row.getString(1))
                .orElseThrow());
    }

    /**
     * Makes sure that what was read from the database is on disk. An application whose commits are not durable by
     * themselves could else lose a row that its mirror has already got, together with its mark (pitfall U6). The log is
     * no file that SQLite locks, so it may be opened beside it.
     */
    static void makeDurable(Sql sql) throws SQLException {
        Path log = Path.of(of(sql) + WRITE_AHEAD_LOG);
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.force(false);
        } catch (NoSuchFileException e) {
            // Without a log every commit writes the file itself.
        } catch (IOException e) {
            throw new SQLException("the write-ahead log could not be made durable: " + log, e);
        }
    }
}
