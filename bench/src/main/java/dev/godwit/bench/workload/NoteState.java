package dev.godwit.bench.workload;

/**
 * What is known of one note: the number of its last change, and whether the note was there after it.
 *
 * @param version 0 before its first creation; grows with every change, deletions too
 * @param voided an intended change of which it is known that it did not happen
 */
public record NoteState(int version, boolean present, boolean voided) {
    public static final NoteState NEVER = new NoteState(0, false, false);

    /** The state after a next change. */
    public NoteState next(boolean presentAfterwards) {
        return new NoteState(version + 1, presentAfterwards, false);
    }

    long packed() {
        return ((long) version << 2) | (voided ? 2 : 0) | (present ? 1 : 0);
    }

    static NoteState unpack(long packed) {
        return new NoteState((int) (packed >>> 2), (packed & 1) != 0, (packed & 2) != 0);
    }

    @Override
    public String toString() {
        return (present ? "v" : "absent since v") + version;
    }
}
