package dev.godwit.notely.proxy;

import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.rpc.RpcParameters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Accounts and notes in the parameters of a call. */
record NoteParameters(RpcParameters parameters) {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    AccountDetails account() {
        RpcParameters details = parameters.object("accountDetails");
        return new AccountDetails(
                details.uuid("accountId"), details.truth("isMigrating"), details.optionalText("shard"));
    }

    UUID noteId() {
        return parameters.uuid("noteId");
    }

    /** A note of that account. */
    Note noteOf(AccountDetails account) {
        RpcParameters note = parameters.object("note");
        UUID creator = note.uuid("creator");
        if (!creator.equals(account.accountId())) {
            throw note.refused("creator", "must be the account");
        }
        return new Note(note.uuid("id"), creator, moment(note, "createdAt"), moment(note, "updatedAt"), content(note));
    }

    private static Instant moment(RpcParameters note, String name) {
        Instant moment = note.instant(name);
        if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
            throw note.refused(name, "must be in the years 1 to 9999");
        }
        return moment;
    }

    /** What every store keeps as it is: no database takes a NUL, nor half of a character. */
    private static String content(RpcParameters note) {
        String content = note.text("content");
        if (content.isEmpty() || content.codePointCount(0, content.length()) > Note.CONTENT_MAX) {
            throw note.refused("content", "must have 1 to " + Note.CONTENT_MAX + " characters");
        }
        if (content.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(content)) {
            throw note.refused("content", "must be text without NUL and without halves of characters");
        }
        return content;
    }
}
