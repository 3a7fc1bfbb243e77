package dev.godwit.notely.api;

import dev.godwit.notely.note.Account;
import dev.godwit.notely.note.Cohort;
import dev.godwit.notely.note.Note;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges the fields of requests, or refuses with a reason. The nil UUID and the zero time mean "absent", for clients whose
 * language has no other word for it.
 */
final class Fields {
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final UUID NIL = new UUID(0, 0);
    private static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-12-31T23:59:59.999Z");

    private Fields() {}

    static UUID uuid(String field, String text) {
        if (!UUID_FORM.matcher(text).matches()) {
            throw Rejected.badRequest(field + " must be a UUID of 36 characters");
        }
        return UUID.fromString(text);
    }

    static Optional<UUID> optionalUuid(String field, @Nullable String text) {
        return Optional.ofNullable(text).map(given -> uuid(field, given)).filter(id -> !id.equals(NIL));
    }

    /** A field that, if it is there, says again what the path says. */
    static void requireSame(String field, @Nullable String text, UUID path) {
        if (optionalUuid(field, text).filter(id -> !id.equals(path)).isPresent()) {
            throw Rejected.badRequest(field + " differs from the one in the path");
        }
    }

    static Optional<Instant> optionalTime(String field, @Nullable String text) {
        return Optional.ofNullable(text).map(given -> time(field, given)).filter(time -> !time.equals(ZERO));
    }

    private static Instant time(String field, String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (!time.isBefore(ZERO) && !time.isAfter(END)) {
                return time;
            }
        } catch (DateTimeException e) {
            // falls through to the same answer as a time out of range
        }
        throw Rejected.badRequest(field + " must be a time as in RFC 3339, such as 2026-11-23T12:00:00.000Z");
    }

    static String name(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw Rejected.badRequest("name must not be empty or blank");
        }
        return requireLength("name", text, Account.NAME_MAX);
    }

    static String content(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw Rejected.badRequest("content must not be empty");
        }
        if (text.indexOf('\0') >= 0) {
            throw Rejected.badRequest("content must not have the character NUL");
        }
        return requireLength("content", text, Note.CONTENT_MAX);
    }

    static Optional<Cohort> optionalCohort(@Nullable String text) {
        return Optional.ofNullable(text)
                .map(given -> Cohort.of(given)
                        .orElseThrow(() -> Rejected.badRequest("cohort must be one of "
                                + Arrays.stream(Cohort.values())
                                        .map(Cohort::text)
                                        .collect(Collectors.joining(", ")))));
    }

    private static String requireLength(String field, String text, int most) {
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            throw Rejected.badRequest(field + " has " + length + " characters; at most " + most + " are allowed");
        }
        return text;
    }
}
