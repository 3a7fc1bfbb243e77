package dev.godwit.notely.terminal;

import java.util.UUID;

/**
 * What the keys of the terminal do. A method may take its time: it is called on a thread of its own, beside the screen,
 * which says meanwhile that it is under way. It answers with one line about what happens now, or throws a
 * {@link RuntimeException} whose message is shown. Thread-safe: two commands may be under way at the same time, but
 * never two of the same key and account.
 */
public interface NotelyControls {
    /** {@code d}: replaces the data proxy by a new version. */
    String deploy();

    /** {@code m}: starts the migration of an account, or takes it back. */
    String toggleMigration(UUID account);

    /** {@code M}: the same for all accounts. */
    String toggleMigrationOfAll();

    /** {@code s}: moves an account's notes to the shard after the one that they are in. */
    String moveToNextShard(UUID account);

    /** {@code p}: pauses the migration of that name, or lets it go on. */
    String pauseOrResume(String migration);

    /** {@code c}: approves what waits for a person in it. */
    String approve(String migration);

    /** {@code r}: rolls back what is in probation in it. */
    String rollBack(String migration);
}
