package dev.godwit.notely.strategy;

import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.store.NoteStore;
import java.util.List;
import java.util.UUID;

/** Everything is in the legacy store, whatever the flags say. */
public final class LegacyOnly implements NoteService {
    private final NoteStore legacy;

    public LegacyOnly(NoteStores stores) {
        legacy = stores.legacy();
    }

    @Override
    public List<UUID> listNotes(AccountDetails account) {
        return legacy.list(account.accountId());
    }

    @Override
    public Note getNote(AccountDetails account, UUID noteId) {
        return legacy.find(account.accountId(), noteId).orElseThrow(() -> NoteStore.notFound(noteId));
    }

    @Override
    public Note createNote(AccountDetails account, Note note) {
        return legacy.create(note);
    }

    @Override
    public Note updateNote(AccountDetails account, Note note) {
        return legacy.update(note);
    }

    @Override
    public void deleteNote(AccountDetails account, UUID noteId) {
        legacy.delete(account.accountId(), noteId);
    }

    @Override
    public long countNotes(AccountDetails account) {
        return legacy.count(account.accountId());
    }

    @Override
    public long totalNotes() {
        return legacy.total();
    }
}
