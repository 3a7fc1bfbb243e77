package dev.godwit.notely.strategy;

import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.store.NoteStore;
import java.util.List;
import java.util.UUID;

/** Everything is in one store, whatever the flags say: where both exercises begin. */
public final class OneStore implements NoteService {
    private final NoteStore store;

    public OneStore(NoteStore store) {
        this.store = store;
    }

    @Override
    public List<UUID> listNotes(AccountDetails account) {
        return store.list(account.accountId());
    }

    @Override
    public Note getNote(AccountDetails account, UUID noteId) {
        return store.find(account.accountId(), noteId).orElseThrow(() -> NoteStore.notFound(noteId));
    }

    @Override
    public Note createNote(AccountDetails account, Note note) {
        return store.create(note);
    }

    @Override
    public Note updateNote(AccountDetails account, Note note) {
        return store.update(note);
    }

    @Override
    public void deleteNote(AccountDetails account, UUID noteId) {
        store.delete(account.accountId(), noteId);
    }

    @Override
    public long countNotes(AccountDetails account) {
        return store.count(account.accountId());
    }

    @Override
    public long totalNotes() {
        return store.total();
    }
}
