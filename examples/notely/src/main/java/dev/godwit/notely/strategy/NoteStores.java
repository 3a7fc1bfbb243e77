package dev.godwit.notely.strategy;

import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteException.Problem;
import dev.godwit.notely.store.NoteStore;
import java.util.List;

/** The note stores by their names, for strategies that are written by hand. Thread-safe. */
public record NoteStores(List<NoteStore> all) {
    /** Where everything was before any migration. */
    public static final String LEGACY = "legacy";

    /** Where everything goes in exercise 1. */
    public static final String NEW = "new";

    public NoteStores {
        all = List.copyOf(all);
    }

    /** The store that is called {@code legacy}. */
    public NoteStore legacy() {
        return named(LEGACY);
    }

    /**
     * The store of that name.
     *
     * @throws NoteException with {@link Problem#INVALID} when there is none
     */
    public NoteStore named(String name) {
        return all.stream()
                .filter(store -> store.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoteException(Problem.INVALID, "there is no store '" + name + "'"));
    }
}
