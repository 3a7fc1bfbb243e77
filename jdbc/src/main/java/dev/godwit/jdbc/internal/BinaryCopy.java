package dev.godwit.jdbc.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOperation;
import org.postgresql.copy.CopyOut;

/**
 * PostgreSQL's binary copy format as a stream of rows. The server sends one message per row, the header in front of the
 * first one and the trailer in a message of its own.
 */
final class BinaryCopy {
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    /** Signature, flags and the length of an extension that nobody uses. */
    private static final int HEADER_BYTES = SIGNATURE.length + 4 + 4;

    private static final byte[] HEADER = Arrays.copyOf(SIGNATURE, HEADER_BYTES);
    private static final byte[] TRAILER = {-1, -1};

    private BinaryCopy() {}

    /**
     * Reads rows, and keeps them until they have so many bytes together; the first one is always kept.
     *
     * @param copy a {@code COPY ... TO STDOUT (FORMAT binary)}
     */
    static BinaryRows read(Connection connection, String copy, long maxBytes) throws SQLException {
        return readUpTo(connection, copy, maxBytes).rows();
    }

    /** Reads all rows; empty if they have more bytes together. */
    static Optional<BinaryRows> readAll(Connection connection, String copy, long maxBytes) throws SQLException {
        Part part = readUpTo(connection, copy, maxBytes);
        return part.full() ? Optional.empty() : Optional.of(part.rows());
    }

    /** @param full whether there were more rows */
    private record Part(BinaryRows rows, boolean full) {}

    private static Part readUpTo(Connection connection, String copy, long maxBytes) throws SQLException {
        CopyOut out = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy);
        try {
            List<byte[]> rows = new ArrayList<>();
            long bytes = 0;
            boolean full = false;
            boolean first = true;
            for (byte @Nullable [] message = out.readFromCopy(); message != null; message = out.readFromCopy()) {
                byte[] row = first ? withoutHeader(message) : message;
                first = false;
                if (row.length == 0 || isTrailer(row)) {
                    continue;
                }
                full = full || (!rows.isEmpty() && bytes + row.length > maxBytes);
                if (!full) {
                    rows.add(row);
                    bytes += row.length;
                }
            }
            return new Part(new BinaryRows(rows, bytes), full);
        } finally {
            end(out);
        }
    }

    /**
     * Writes rows.
     *
     * @param copy a {@code COPY ... FROM STDIN (FORMAT binary)}
     */
    static void write(Connection connection, String copy, BinaryRows rows) throws SQLException {
        CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
        try {
            CopyBlocks blocks = new CopyBlocks(in);
            blocks.write(HEADER);
            for (byte[] row : rows.rows()) {
                blocks.write(row);
            }
            blocks.write(TRAILER);
            blocks.flush();
            in.endCopy();
        } finally {
            end(in);
        }
    }

    /** A copy that something interrupted would keep its connection locked. */
    private static void end(CopyOperation copy) throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private static byte[] withoutHeader(byte[] message) {
        if (message.length < HEADER_BYTES
                || !Arrays.equals(message, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            throw new IllegalStateException("the copy does not begin with its signature");
        }
        int extension = ByteBuffer.wrap(message).getInt(HEADER_BYTES - 4);
        return Arrays.copyOfRange(message, HEADER_BYTES + extension, message.length);
    }

    private static boolean isTrailer(byte[] message) {
        return Arrays.equals(message, TRAILER);
    }
}
