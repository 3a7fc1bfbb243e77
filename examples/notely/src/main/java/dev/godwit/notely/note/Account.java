package dev.godwit.notely.note;

import java.util.Optional;
import java.util.UUID;

/**
 * One account; its notes are one unit of the migration.
 *
 * @param name 1 to {@value #NAME_MAX} characters, not blank
 * @param isMigrating whether its notes are on their way, or may still go back
 * @param shard the store of its notes, or the one that they are on their way to; absent for the legacy store
 */
public record Account(UUID id, String name, boolean isMigrating, Optional<String> shard, Cohort cohort) {
    public static final int NAME_MAX = 100;

    /** What travels with each call to a data proxy. */
    public AccountDetails details() {
        return new AccountDetails(id, isMigrating, shard);
    }
}
