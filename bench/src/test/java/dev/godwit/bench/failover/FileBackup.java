package dev.godwit.bench.failover;

import dev.godwit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A copy of a running server's files, taken between {@code pg_backup_start} and {@code pg_backup_stop}. Started as a
 * standby and promoted it is the server as it was then, with a history of its own.
 */
final class FileBackup {
    private FileBackup() {}

    /** Copies the server's data into the folder. */
    static void take(PostgresServer server, Path folder) throws SQLException, IOException {
        Path from = server.folder().resolve("data");
        Path to = folder.resolve("data");
        String label;
        try (Connection connection = server.connect(PostgresServer.OWNER);
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('test', true)");
            copy(from, to);
            try (ResultSet row = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                row.next();
                label = row.getString(1);
            }
        }
        copy(from.resolve("pg_wal"), to.resolve("pg_wal"));
        Files.deleteIfExists(to.resolve("postmaster.pid"));
        Files.writeString(to.resolve("backup_label"), label);
        Files.createFile(to.resolve("standby.signal"));
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
    }

    /** Makes a standby the primary. */
    static void promote(PostgresServer standby) throws SQLException {
        try (Connection connection = standby.connect(PostgresServer.OWNER);
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_promote()");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.write(to.resolve(from.relativize(file).toString()), readIfStillThere(file));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static byte[] readIfStillThere(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }
}
