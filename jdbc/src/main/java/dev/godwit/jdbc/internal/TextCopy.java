package dev.godwit.jdbc.internal;

import dev.godwit.core.PortableRows;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes portable texts in PostgreSQL's text format for {@code COPY}: the types of the columns understand them. */
final class TextCopy {
    private static final int ROWS_AT_ONCE = 200;

    private TextCopy() {}

    /** @param copy a {@code COPY ... FROM STDIN (FORMAT text)} */
    static void write(Connection connection, String copy, PortableRows rows) throws SQLException {
        CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
        try {
            StringBuilder lines = new StringBuilder();
            for (int row = 0; row < rows.count(); row++) {
                line(rows.columns(), row, lines);
                if ((row + 1) % ROWS_AT_ONCE == 0 || row + 1 == rows.count()) {
                    byte[] block = lines.toString().getBytes(StandardCharsets.UTF_8);
                    in.writeToCopy(block, 0, block.length);
                    lines.setLength(0);
                }
            }
            in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
        }
    }

    private static void line(List<List<@Nullable String>> columns, int row, StringBuilder line) {
        for (int column = 0; column < columns.size(); column++) {
            if (column > 0) {
                line.append('\t');
            }
            String value = columns.get(column).get(row);
            if (value == null) {
                line.append("\\N");
            } else {
                escaped(value, line);
            }
        }
        line.append('\n');
    }

    private static void escaped(String value, StringBuilder line) {
        int plain = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            char escape = switch (c) {
                case '\\' -> '\\';
                case '\n' -> 'n';
                case '\r' -> 'r';
                case '\t' -> 't';
                default -> 0;
            };
            if (escape != 0) {
                line.append(value, plain, i).append('\\').append(escape);
                plain = i + 1;
            }
        }
        line.append(value, plain, value.length());
    }
}
