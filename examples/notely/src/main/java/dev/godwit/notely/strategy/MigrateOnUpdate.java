package dev.godwit.notely.strategy;

import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.store.NoteStore;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A note of a migrating account goes to the new store when it is written, and is looked for there first: how such a
 * migration is usually written by hand. The tutorial shows what goes wrong with it while another version runs beside it.
 */
public final class MigrateOnUpdate implements NoteService {
    private final NoteStore legacy;
    private final NoteStore fresh;

    public MigrateOnUpdate(NoteStores stores) {
        legacy = stores.legacy();
        fresh = stores.named(NoteStores.NEW);
    }

    @Override
    public List<UUID> listNotes(AccountDetails account) {
        if (!account.isMigrating()) {
            return legacy.list(account.accountId());
        }
        Set<UUID> ids = new HashSet<>(legacy.list(account.accountId()));
        ids.addAll(fresh.list(account.accountId()));
        return List.copyOf(ids);
    }

    @Override
    public Note getNote(AccountDetails account, UUID noteId) {
        Optional<Note> note = account.isMigrating() ? fresh.find(account.accountId(), noteId) : Optional.empty();
        return note.or(() -> legacy.find(account.accountId(), noteId)).orElseThrow(() -> NoteStore.notFound(noteId));
    }

    @Override
    public Note createNote(AccountDetails account, Note note) {
        return account.isMigrating() ? fresh.create(note) : legacy.create(note);
    }

    @Override
    public Note updateNote(AccountDetails account, Note note) {
        if (!account.isMigrating()) {
            return legacy.update(note);
        }
        if (fresh.find(account.accountId(), note.id()).isPresent()) {
            return fresh.update(note);
        }
        Note old = legacy.find(account.accountId(), note.id()).orElseThrow(() -> NoteStore.notFound(note.id()));
        if (!note.replaces(old)) {
            return old;
        }
        Note moved = fresh.create(note);
        legacy.delete(account.accountId(), note.id());
        return moved;
    }

    @Override
    public void deleteNote(AccountDetails account, UUID noteId) {
        if (account.isMigrating()) {
            fresh.delete(account.accountId(), noteId);
        }
        legacy.delete(account.accountId(), noteId);
    }

    @Override
    public long countNotes(AccountDetails account) {
        return listNotes(account).size();
    }

    @Override
    public long totalNotes() {
        return legacy.total() + fresh.total();
    }
}
