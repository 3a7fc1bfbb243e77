package dev.godwit.jdbc.internal;

import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/** Gathers what is copied into large messages: the driver looks for an answer of the server after each one. */
final class CopyBlocks {
    private static final int BYTES = 1 << 16;

    private final CopyIn copy;
    private final byte[] block = new byte[BYTES];
    private int used;

    CopyBlocks(CopyIn copy) {
        this.copy = copy;
    }

    void write(byte[] bytes) throws SQLException {
        if (used + bytes.length > BYTES) {
            flush();
        }
        if (bytes.length > BYTES) {
            copy.writeToCopy(bytes, 0, bytes.length);
        } else {
            System.arraycopy(bytes, 0, block, used, bytes.length);
            used += bytes.length;
        }
    }

    void flush() throws SQLException {
        copy.writeToCopy(block, 0, used);
        used = 0;
    }
}
