package dev.godwit.server.plan;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Judges the URL of a SQLite file. What a connection needs is set by Godwit, so it has no parameters. */
final class SqliteUrl {
    static final String PREFIX = "jdbc:sqlite:";

    private SqliteUrl() {}

    /**
     * The URL with the whole path of the file.
     *
     * @param folder of the plan, from which a file is named that has no whole path
     */
    static Optional<String> read(Value value, String url, Path folder) {
        String file = url.substring(PREFIX.length());
        if (file.isEmpty() || file.startsWith(":") || file.startsWith("file:") || file.contains("?")) {
            value.invalid("a SQLite store is a file, as in jdbc:sqlite:data/legacy.db, without parameters");
            return Optional.empty();
        }
        try {
            return Optional.of(PREFIX + folder.resolve(file).normalize());
        } catch (InvalidPathException e) {
            value.invalid("this is no name of a file");
            return Optional.empty();
        }
    }
}
