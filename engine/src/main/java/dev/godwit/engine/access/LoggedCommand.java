package dev.godwit.engine.access;

import java.time.Instant;
import java.util.Optional;

/**
 * Who asked for what, and what came of it.
 *
 * @param id given by whoever writes it; later ones sort later
 * @param authenticated whether a token has proved who it was
 * @param command such as {@code PAUSE} or {@code START}
 * @param migration empty where none is concerned
 * @param subject the whole migration, a wave or a unit, in words
 * @param idempotencyKey with which a client may send the same again and mean it once
 * @param request what was sent, as text: what is carried out when another person agrees
 * @param answer what was answered, or why it was refused
 * @param approver who else has agreed
 */
public record LoggedCommand(
        String id,
        Instant at,
        String actor,
        boolean authenticated,
        String command,
        String migration,
        String subject,
        String reason,
        Optional<String> idempotencyKey,
        String request,
        Outcome outcome,
        String answer,
        Optional<String> approver) {
    /** What came of a command. */
    public enum Outcome {
        /** It was begun; if that is long ago, the server died over it. */
        BEGUN,
        /** It waits for another person to agree. */
        AWAITS_APPROVAL,
        /** It was taken. */
        DONE,
        /** It was not taken; nothing was changed. */
        REFUSED
    }

    public LoggedCommand with(Outcome newOutcome, String newAnswer) {
        return new LoggedCommand(
                id,
                at,
                actor,
                authenticated,
                command,
                migration,
                subject,
                reason,
                idempotencyKey,
                request,
                newOutcome,
                newAnswer,
                approver);
    }

    public LoggedCommand approvedBy(String person) {
        return new LoggedCommand(
                id,
                at,
                actor,
                authenticated,
                command,
                migration,
                subject,
                reason,
                idempotencyKey,
                request,
                outcome,
                answer,
                Optional.of(person));
    }
}
