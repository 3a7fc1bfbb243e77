package dev.godwit.bench.workload;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Wrong answers. Each note is reported once, because one wrong row makes every later answer wrong too. Thread-safe. */
public final class Misses {
    private static final int TEXTS_MAX = 20;

    private final Set<Long> notes = new HashSet<>();
    private final List<String> texts = new ArrayList<>();
    private long count;

    /**
     * Remembers a wrong answer.
     *
     * @return always true, for a caller that asks whether it was wrong
     */
    synchronized boolean report(
            String question, NoteLayout layout, long slot, NoteState before, NoteState bound, String got) {
        if (notes.add(slot)) {
            count = count + 1;
            if (texts.size() < TEXTS_MAX) {
                String expected = before.equals(bound) ? before.toString() : before + " to " + bound;
                texts.add(question + " of note " + layout.id(slot) + " of " + layout.account(layout.accountOf(slot))
                        + ": expected " + expected + ", got " + got);
            }
        }
        return true;
    }

    /** Whether answers about the note were wrong before. */
    synchronized boolean about(long slot) {
        return notes.contains(slot);
    }

    public synchronized long count() {
        return count;
    }

    /** The first of them, in words. */
    public synchronized List<String> texts() {
        return List.copyOf(texts);
    }
}
