import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.store.NoteStore;
import dev.godwit.notely.strategy.NoteStores;
import java.util.List;
import java.util.UUID;

/**
 * Yours to edit. This is how a data proxy finds the notes of an account: all of them in the legacy store, for now. The
 * tutorial in docs/tutorial asks you to change it, method by method, while users are at work.
 *
 * <p>What you have: {@code stores.legacy()}, {@code stores.named("new")} and what a store can do, see {@link NoteStore}; with
 * each call the account, whose {@code isMigrating()} says that its notes are on their way, and whose {@code shard()} says
 * where to. A proxy makes one call at a time; another version of this class may be at work in another proxy meanwhile.
 *
 * <p>Keep the name of the class and its constructor. Press {@code d} in the terminal, or POST /deploy, to compile and start
 * it beside the version that runs.
 */
public final class Exercise implements NoteService {
    private final NoteStore legacy;

    public Exercise(NoteStores stores) {
        legacy = stores.legacy();
    }

    /** The ids of all notes of the account, each once, in no particular order. */
    @Override
    public List<UUID> listNotes(AccountDetails account) {
        return legacy.list(account.accountId());
    }

    /** The note; an account that does not have it is told so. */
    @Override
    public Note getNote(AccountDetails account, UUID noteId) {
        return legacy.find(account.accountId(), noteId).orElseThrow(() -> NoteStore.notFound(noteId));
    }

    /** Stores a new note. */
    @Override
    public Note createNote(AccountDetails account, Note note) {
        return legacy.create(note);
    }

    /** Replaces a note if this one is newer; what it returns is the note as it is stored then. */
    @Override
    public Note updateNote(AccountDetails account, Note note) {
        return legacy.update(note);
    }

    /** Removes a note; one that is not there is no mistake. */
    @Override
    public void deleteNote(AccountDetails account, UUID noteId) {
        legacy.delete(account.accountId(), noteId);
    }

    /** How many notes the account has. */
    @Override
    public long countNotes(AccountDetails account) {
        return legacy.count(account.accountId());
    }

    /** How many notes there are of all accounts. */
    @Override
    public long totalNotes() {
        return legacy.total();
    }
}
