package dev.godwit.notely.note;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * One note.
 *
 * @param creator the account whose note it is
 * @param createdAt in whole milliseconds, as is {@code updatedAt}: what the stores keep is what the caller sent
 * @param content 1 to {@value #CONTENT_MAX} characters
 */
public record Note(UUID id, UUID creator, Instant createdAt, Instant updatedAt, String content) {
    public static final int CONTENT_MAX = 10_000;

    public Note {
        createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
        updatedAt = updatedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Whether this one replaces the other, which is stored: newer wins, and the stored one stays when both are equally old. */
    public boolean replaces(Note stored) {
        return updatedAt.isAfter(stored.updatedAt());
    }
}
