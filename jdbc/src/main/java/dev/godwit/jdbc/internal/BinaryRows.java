package dev.godwit.jdbc.internal;

import dev.godwit.core.RowBatch;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the format of {@code COPY ... (FORMAT binary)}, one array per row, never looked into except for their keys.
 *
 * @param bytes the size of all rows together
 */
record BinaryRows(List<byte[]> rows, long bytes) implements RowBatch {
    BinaryRows {
        rows = List.copyOf(rows);
    }

    @Override
    public int count() {
        return rows.size();
    }

    /** The text of one field of a row that is never NULL. */
    static String field(byte[] row, int index, ColumnType type) {
        String text = fieldOrNull(row, index, type);
        if (text == null) {
            throw new IllegalArgumentException("field " + index + " is NULL");
        }
        return text;
    }

    /** The text of one field of a row. */
    static @Nullable String fieldOrNull(byte[] row, int index, ColumnType type) {
        ByteBuffer buffer = ByteBuffer.wrap(row);
        int fields = buffer.getShort();
        if (index >= fields) {
            throw new IllegalArgumentException("field " + index + " of a row of " + fields);
        }
        for (int i = 0; i < index; i++) {
            int length = buffer.getInt();
            buffer.position(buffer.position() + Math.max(length, 0));
        }
        int length = buffer.getInt();
        return length < 0 ? null : type.decode(buffer.slice(buffer.position(), length));
    }
}
