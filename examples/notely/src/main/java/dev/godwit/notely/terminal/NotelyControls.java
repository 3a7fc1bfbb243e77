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

    /** {@code p}: pauses the migration, or lets it go on. */
    String pauseOrResume();

    /** {@code c}: approves the cutover that waits for a person. */
    String approve();

    /** {@code r}: rolls back what is in probation. */
    String rollBack();
}
