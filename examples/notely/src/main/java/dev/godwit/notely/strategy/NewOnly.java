package dev.godwit.notely.strategy;

import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.store.NoteStore;
import java.util.List;
import java.util.UUID;

/** Everything is in the new store, whatever the flags say. */
public final class NewOnly implements NoteService {
    private final NoteStore notes;

    public NewOnly(NoteStores stores) {
        notes = stores.named(NoteStores.NEW);
    }

    @Override
    public List<UUID> listNotes(AccountDetails account) {
        return notes.list(account.accountId());
    }

    @Override
    public Note getNote(AccountDetails account, UUID noteId) {
        return notes.find(account.accountId(), noteId).orElseThrow(() -> NoteStore.notFound(noteId));
    }

    @Override
    public Note createNote(AccountDetails account, Note note) {
        return notes.create(note);
    }

    @Override
    public Note updateNote(AccountDetails account, Note note) {
        return notes.update(note);
    }

    @Override
    public void deleteNote(AccountDetails account, UUID noteId) {
        notes.delete(account.accountId(), noteId);
    }

    @Override
    public long countNotes(AccountDetails account) {
        return notes.count(account.accountId());
    }

    @Override
    public long totalNotes() {
        return notes.total();
    }
}
