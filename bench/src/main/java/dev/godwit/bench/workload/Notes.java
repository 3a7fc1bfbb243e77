package dev.godwit.bench.workload;

import java.util.List;
import java.util.Optional;

/** The note application's data access. What it throws is an error that its user sees. Thread-safe. */
public interface Notes extends AutoCloseable {
    Optional<Note> find(String account, long id);

    /** All notes of an account, from one statement. */
    List<Note> list(String account);

    long count(String account);

    /**
     * Creates a note.
     *
     * @return 1, or 0 when a note of that id is there already
     */
    int insert(Note note);

    /**
     * Updates notes of one account together, each if it has its expected version.
     *
     * @return how many of them were updated
     */
    int update(List<Change> changes);

    /**
     * Deletes a note if it has this version.
     *
     * @return 1 if it had, else 0
     */
    int delete(String account, long id, int version);

    /**
     * Moves stars between two notes of an account in one transaction.
     *
     * @return how many notes were changed, 2 if both are there
     */
    int transfer(Transfer transfer);

    /** The stars of all notes of an account, read by one statement. */
    long stars(String account);

    /** Counts all notes, in whatever store they live. */
    long countAll();

    @Override
    void close();

    /** A note's next content. */
    record Change(int fromVersion, Note note) {}

    /**
     * Stars that one note gets and another gives. A note may owe some.
     *
     * @param id smaller than the other one, so that no two transfers wait for one another
     * @param stars less than 0 when the other one gets them
     */
    record Transfer(String account, long id, long otherId, long stars) {}
}
