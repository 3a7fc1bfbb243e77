package dev.godwit.notely.note;

import java.util.function.IntConsumer;

/** Gives access to notes where somebody wants to know which version of the data proxy answers. Thread-safe. */
@FunctionalInterface
public interface NoteServices {
    /**
     * The notes, for one caller.
     *
     * @param version told the version of the proxy that carried an operation out, before the operation returns
     */
    NoteService telling(IntConsumer version);
}
