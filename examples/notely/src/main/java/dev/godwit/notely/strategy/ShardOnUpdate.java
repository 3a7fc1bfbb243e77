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
 * A note of a migrating account goes to the account's shard when it is written, and is looked for there first: how an
 * account is usually moved to another shard by hand. The tutorial shows what goes wrong with it while another version runs
 * beside it.
 */
public final class ShardOnUpdate implements NoteService {
    private final NoteStores stores;
    private final NoteStore first;

    public ShardOnUpdate(NoteStores stores) {
        this.stores = stores;
        first = stores.named(NoteStores.NEW);
    }

    @Override
    public List<UUID> listNotes(AccountDetails account) {
        Set<UUID> ids = new HashSet<>(shard(account).list(account.accountId()));
        if (account.isMigrating()) {
            ids.addAll(first.list(account.accountId()));
        }
        return List.copyOf(ids);
    }

    @Override
    public Note getNote(AccountDetails account, UUID noteId) {
        Optional<Note> note = shard(account).find(account.accountId(), noteId);
        if (note.isEmpty() && account.isMigrating()) {
            note = first.find(account.accountId(), noteId);
        }
        return note.orElseThrow(() -> NoteStore.notFound(noteId));
    }

    @Override
    public Note createNote(AccountDetails account, Note note) {
        return shard(account).create(note);
    }

    @Override
    public Note updateNote(AccountDetails account, Note note) {
        NoteStore shard = shard(account);
        if (!account.isMigrating()
                || shard.equals(first)
                || shard.find(account.accountId(), note.id()).isPresent()) {
            return shard.update(note);
        }
        Note old = first.find(account.accountId(), note.id()).orElseThrow(() -> NoteStore.notFound(note.id()));
        if (!note.replaces(old)) {
            return old;
        }
        Note moved = shard.create(note);
        first.delete(account.accountId(), note.id());
        return moved;
    }

    @Override
    public void deleteNote(AccountDetails account, UUID noteId) {
        shard(account).delete(account.accountId(), noteId);
        if (account.isMigrating()) {
            first.delete(account.accountId(), noteId);
        }
    }

    @Override
    public long countNotes(AccountDetails account) {
        return listNotes(account).size();
    }

    @Override
    public long totalNotes() {
        return stores.all().stream()
                .filter(store -> !store.name().equals(NoteStores.LEGACY))
                .mapToLong(NoteStore::total)
                .sum();
    }

    private NoteStore shard(AccountDetails account) {
        return account.shard().map(stores::named).orElse(first);
    }
}
