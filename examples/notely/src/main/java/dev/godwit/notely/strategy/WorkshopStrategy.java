package dev.godwit.notely.strategy;

import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteException.Problem;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.store.NoteStore;
import java.util.Map;
import java.util.TreeMap;

/** One that is written by hand. Thread-safe. */
public final class WorkshopStrategy implements Strategy {
    private final NoteService notes;
    private final NoteStores stores;

    public WorkshopStrategy(NoteService notes, NoteStores stores) {
        this.notes = notes;
        this.stores = stores;
    }

    @Override
    public NoteService notes() {
        return notes;
    }

    @Override
    public boolean oneAtATime() {
        return true;
    }

    /** All notes of each store, also those that another store has as well. */
    @Override
    public Map<String, Long> notesByStore() {
        Map<String, Long> counts = new TreeMap<>();
        for (NoteStore store : stores.all()) {
            try {
                counts.put(store.name(), store.total());
            } catch (NoteException e) {
                if (e.problem() != Problem.STORE_DOWN) {
                    throw e;
                }
            }
        }
        return counts;
    }

    @Override
    public void close() {}
}
