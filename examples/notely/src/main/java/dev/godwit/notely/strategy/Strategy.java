package dev.godwit.notely.strategy;

import dev.godwit.notely.note.NoteService;
import java.util.Map;

/** A way to find the store of a note, at work. Thread-safe. */
public interface Strategy extends AutoCloseable {
    NoteService notes();

    /**
     * Whether calls have to be made one at a time: those that are written by hand read and write several stores, and a proxy
     * keeps its own calls apart by one lock.
     */
    boolean oneAtATime();

    /** How many notes have their home in each store, by its name; what can't be said now is missing. */
    Map<String, Long> notesByStore();

    /** Ends what it does in the background; the stores stay open. */
    @Override
    void close();
}
