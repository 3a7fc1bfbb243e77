package dev.godwit.notely.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A note store and how to reach it.
 *
 * @param name such as {@code legacy}
 * @param url of JDBC, of SQLite or PostgreSQL; a password is in the driver's own password file, never here
 */
public record StoreSettings(String name, String url, Optional<String> user) {
    private static final String SQLITE = "jdbc:sqlite:";
    private static final int FILE_CONNECTIONS = 4;
    private static final int SERVER_CONNECTIONS = 10;

    /** Whether it is a file of this machine, which has one writer at a time. */
    public boolean isSqlite() {
        return url.startsWith(SQLITE);
    }

    /** How many connections a proxy has to it at most. */
    public int connectionsMax() {
        return isSqlite() ? FILE_CONNECTIONS : SERVER_CONNECTIONS;
    }

    /** That file. */
    public Optional<Path> file() {
        return isSqlite() ? Optional.of(Path.of(url.substring(SQLITE.length()))) : Optional.empty();
    }
}
