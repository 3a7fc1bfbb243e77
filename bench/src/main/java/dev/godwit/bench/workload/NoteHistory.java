package dev.godwit.bench.workload;

import dev.godwit.checkers.Operation;
import dev.godwit.checkers.Wording;
import java.util.Objects;

/** What notes are in a history: their ids are its keys, and a value stands for all that users wrote into one. Stateless. */
public final class NoteHistory {
    private static final long CONTENT = 0xffff_ffffL;

    private NoteHistory() {}

    /** The version, and a hash of all columns that it determines. Stars are another matter. */
    public static long value(Note note) {
        int content = Objects.hash(note.account(), note.seat(), note.title(), note.body());
        return ((long) note.version() << Integer.SIZE) | (content & CONTENT);
    }

    /** What the note was before all operations. */
    public static long initialValue(NoteLayout layout, long id) {
        long slot = layout.slot(id);
        boolean there = slot >= 0 && slot < layout.slots() && layout.atStart(slot);
        return there ? value(Note.expected(layout, slot, 1)) : Operation.NOTHING;
    }

    /** How it is told to people. */
    public static Wording wording(NoteLayout layout) {
        return new Wording(
                id -> id + " of " + layout.account(layout.accountOf(layout.slot(id))),
                value -> "v%d#%08x".formatted(value >>> Integer.SIZE, value & CONTENT));
    }

    /** How the totals of accounts are told to people. */
    public static Wording totals(NoteLayout layout) {
        return new Wording(account -> layout.account((int) account), Long::toString);
    }
}
