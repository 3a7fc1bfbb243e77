package dev.godwit.notely.note;

import java.util.List;
import java.util.UUID;

/**
 * What can be asked about notes. Every operation is safe to repeat, so that a caller who got no answer asks again, here or
 * elsewhere. Thread-safe.
 *
 * <p>All operations throw {@link NoteException}, with the problem that a caller can act on.
 */
public interface NoteService {
    /** The ids of all notes of the account, in no particular order. */
    List<UUID> listNotes(AccountDetails account);

    /** The note, or {@link NoteException.Problem#NOT_FOUND}. */
    Note getNote(AccountDetails account, UUID note);

    /**
     * Stores a new note.
     *
     * @return the note as stored; one that is there already and equal is no error, one that differs is {@link
     *     NoteException.Problem#EXISTS}
     */
    Note createNote(AccountDetails account, Note note);

    /**
     * Replaces a note if this one is newer, see {@link Note#replaces}.
     *
     * @return the note as stored now, which is another one when that is as new or newer; {@code createdAt} never changes;
     *     {@link NoteException.Problem#NOT_FOUND} when there is none
     */
    Note updateNote(AccountDetails account, Note note);

    /** Removes a note; does nothing when there is none. */
    void deleteNote(AccountDetails account, UUID note);

    /** How many notes the account has; one that is in two stores during a move counts once. */
    long countNotes(AccountDetails account);

    /** How many notes there are of all accounts, counted the same way. */
    long totalNotes();
}
