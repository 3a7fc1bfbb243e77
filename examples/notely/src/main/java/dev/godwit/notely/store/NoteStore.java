package dev.godwit.notely.store;

import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The notes of one store. Each operation is a transaction of its own, and durable when it returns. Thread-safe.
 *
 * <p>All operations throw {@link NoteException} with {@link NoteException.Problem#STORE_DOWN} when the store does not
 * answer.
 */
public interface NoteStore {
    /** Its name, such as {@code legacy}. */
    String name();

    /** The ids of the notes that the account has here, in no particular order. */
    List<UUID> list(UUID accountId);

    /** The note, if the account has it here. */
    Optional<Note> find(UUID accountId, UUID noteId);

    /**
     * Adds a note.
     *
     * @return the note; also when it is here already and equal
     * @throws NoteException with {@link NoteException.Problem#EXISTS} when there is another note of its id here
     */
    Note create(Note note);

    /**
     * Replaces a note if this one is newer; {@code createdAt} stays.
     *
     * @return the note as it is stored now
     * @throws NoteException with {@link NoteException.Problem#NOT_FOUND} when it is not here
     */
    Note update(Note note);

    /** Removes a note; does nothing when it is not here. */
    void delete(UUID accountId, UUID noteId);

    /** How many notes the account has here. */
    long count(UUID accountId);

    /** How many notes of all accounts are here. */
    long total();

    /** What is said about a note that is nowhere. */
    static NoteException notFound(UUID noteId) {
        return new NoteException(NoteException.Problem.NOT_FOUND, "there is no note " + noteId);
    }
}
