package dev.godwit.notely.api;

import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteException.Problem;
import dev.godwit.notely.note.NoteService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Notes that are kept as a store keeps them, and a store that can be down. */
final class NotesInMemory implements NoteService {
    private final Map<UUID, Note> notes = new ConcurrentHashMap<>();
    private volatile Optional<NoteException> failure = Optional.empty();

    void failWith(Problem problem) {
        failure = Optional.of(new NoteException(problem, "made to fail"));
    }

    void heal() {
        failure = Optional.empty();
    }

    @Override
    public List<UUID> listNotes(AccountDetails account) {
        return of(account).stream().map(Note::id).toList();
    }

    @Override
    public Note getNote(AccountDetails account, UUID note) {
        return of(account).stream()
                .filter(candidate -> candidate.id().equals(note))
                .findFirst()
                .orElseThrow(() -> new NoteException(Problem.NOT_FOUND, "there is no note " + note));
    }

    @Override
    public Note createNote(AccountDetails account, Note note) {
        check();
        Note stored = notes.putIfAbsent(note.id(), note);
        if (stored != null && !stored.equals(note)) {
            throw new NoteException(Problem.EXISTS, "there is another note " + note.id());
        }
        return note;
    }

    @Override
    public Note updateNote(AccountDetails account, Note note) {
        Note stored = getNote(account, note.id());
        if (!note.replaces(stored)) {
            return stored;
        }
        Note updated = new Note(note.id(), note.creator(), stored.createdAt(), note.updatedAt(), note.content());
        notes.put(note.id(), updated);
        return updated;
    }

    @Override
    public void deleteNote(AccountDetails account, UUID note) {
        check();
        notes.remove(note);
    }

    @Override
    public long countNotes(AccountDetails account) {
        return of(account).size();
    }

    @Override
    public long totalNotes() {
        check();
        return notes.size();
    }

    private List<Note> of(AccountDetails account) {
        check();
        return notes.values().stream()
                .filter(note -> note.creator().equals(account.accountId()))
                .toList();
    }

    private void check() {
        failure.ifPresent(reason -> {
            throw reason;
        });
    }
}
