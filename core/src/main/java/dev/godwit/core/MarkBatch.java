package dev.godwit.core;

import java.util.List;

/**
 * Marks of one unit that were read in one snapshot.
 *
 * @param complete whether no further mark was visible in that snapshot
 * @param horizon where the next read may begin, once all of these are deleted: no older mark can still appear. It is
 *     opaque, kept in memory only, and only meaningful when the batch is complete
 */
public record MarkBatch(List<Mark> marks, boolean complete, long horizon) {
    /** The horizon of a worker that has read nothing yet. */
    public static final long FROM_THE_START = 0;

    public MarkBatch {
        marks = List.copyOf(marks);
    }
}
