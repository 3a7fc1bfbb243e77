package dev.godwit.jdbc.internal;

import dev.godwit.core.Key;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** Keys as one parameter. */
final class KeyArrays {
    private KeyArrays() {}

    static Array bind(Connection connection, Collection<Key> keys) throws SQLException {
        return connection.createArrayOf("text", keys.stream().map(Key::text).toArray(String[]::new));
    }
}
