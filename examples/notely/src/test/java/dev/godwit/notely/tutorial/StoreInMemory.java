package dev.godwit.notely.tutorial;

import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteException.Problem;
import dev.godwit.notely.store.NoteStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A note store that forgets. For one thread. */
final class StoreInMemory implements NoteStore {
    private final String name;
    private final Map<UUID, Note> notes = new LinkedHashMap<>();

    StoreInMemory(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<UUID> list(UUID accountId) {
        return notes.values().stream()
                .filter(note -> note.creator().equals(accountId))
                .map(Note::id)
                .toList();
    }

    @Override
    public Optional<Note> find(UUID accountId, UUID noteId) {
        return Optional.ofNullable(notes.get(noteId))
                .filter(note -> note.creator().equals(accountId));
    }

    @Override
    public Note create(Note note) {
        Note there = notes.putIfAbsent(note.id(), note);
        if (there != null && !there.equals(note)) {
            throw new NoteException(Problem.EXISTS, "there is another note " + note.id());
        }
        return note;
    }

    @Override
    public Note update(Note note) {
        Note stored = find(note.creator(), note.id()).orElseThrow(() -> NoteStore.notFound(note.id()));
        if (!note.replaces(stored)) {
            return stored;
        }
        Note updated = new Note(stored.id(), stored.creator(), stored.createdAt(), note.updatedAt(), note.content());
        notes.put(note.id(), updated);
        return updated;
    }

    @Override
    public void delete(UUID accountId, UUID noteId) {
        find(accountId, noteId).ifPresent(note -> notes.remove(note.id()));
    }

    @Override
    public long count(UUID accountId) {
        return list(accountId).size();
    }

    @Override
    public long total() {
        return notes.size();
    }
}
