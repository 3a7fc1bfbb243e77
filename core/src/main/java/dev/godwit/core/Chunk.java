package dev.godwit.core;

import java.util.Optional;

/**
 * The rows of one unit and entity that follow a key, in key order.
 *
 * @param lastKey the key of the last row; absent when there is none, which ends the copy
 */
public record Chunk(RowBatch rows, Optional<Key> lastKey) {
    /** Of an entity that has no further rows. */
    public static final Chunk END = new Chunk(RowBatch.NONE, Optional.empty());

    public boolean isEmpty() {
        return lastKey.isEmpty();
    }
}
