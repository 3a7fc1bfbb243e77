package dev.godwit.jdbc.internal.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;

/** SQLite keeps whatever bytes it was given as a text. */
final class Utf8 {
    /** The SQLSTATE of a value that is not what its type promises. */
    private static final String INVALID_TEXT = "22021";

    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** The text, if its bytes are UTF-8; the driver replaces what is not, so only a replacement is looked into. */
    static String require(String text, ResultSet row, int index) throws SQLException {
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(row.getBytes(index)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SQLException(
                    "column " + row.getMetaData().getColumnName(index) + " has a text that is not UTF-8",
                    INVALID_TEXT,
                    e);
        }
    }
}
