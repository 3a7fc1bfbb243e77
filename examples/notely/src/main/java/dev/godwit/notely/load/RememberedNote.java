package dev.godwit.notely.load;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a user knows of one note. While a write is unanswered, two truths are right: the one before it and the one after it.
 * Seeing the one after it settles the matter; seeing the one before it does not, because a request without an answer may
 * still be on its way. Not thread-safe: a note has one user.
 */
final class RememberedNote {
    private final UUID id;
    private final boolean abandoned;
    private @Nullable NoteState settled;
    private @Nullable Write unanswered;
    private int attempts;
    private long doubtfulUntilNanos;
    private boolean doubtful;

    private RememberedNote(UUID id, boolean abandoned) {
        this.id = id;
        this.abandoned = abandoned;
    }

    /** A note that its user is about to write for the first time; an abandoned one is left alone from then on. */
    static RememberedNote toBeCreated(UUID id, NoteState state, boolean abandoned) {
        RememberedNote note = new RememberedNote(id, abandoned);
        note.unanswered = new Write(Operation.CREATE, Optional.of(state));
        return note;
    }

    UUID id() {
        return id;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** What it is when no write is unanswered, and what it was before the one that is; absent when it is not there. */
    Optional<NoteState> settled() {
        return Optional.ofNullable(settled);
    }

    /** The write that is on its way or has had no answer. */
    Optional<Write> unanswered() {
        return Optional.ofNullable(unanswered);
    }

    int attempts() {
        return attempts;
    }

    void update(NoteState state) {
        begin(new Write(Operation.UPDATE, Optional.of(state)));
    }

    void delete() {
        begin(new Write(Operation.DELETE, Optional.empty()));
    }

    /** An attempt at the write had no answer; it may take effect until that moment. */
    void noAnswer(long untilNanos) {
        attempts++;
        if (unanswered != null && unanswered.operation() == Operation.CREATE) {
            doubtful = true;
            doubtfulUntilNanos = untilNanos;
        }
    }

    /** The write was carried out, or was seen to have been. */
    void carriedOut() {
        if (unanswered != null) {
            settled = unanswered.result().orElse(null);
            unanswered = null;
        }
    }

    /** The write was refused: the note is what it was. */
    void refused() {
        unanswered = null;
    }

    /** Whether the note may be this, or absent. */
    boolean mayBe(Optional<NoteState> seen) {
        return settled().equals(seen)
                || unanswered().map(write -> write.result().equals(seen)).orElse(false);
    }

    /** An answer has shown the note; true when that is what it may be, and then it is settled if it can be. */
    boolean seen(Optional<NoteState> seen) {
        if (unanswered().map(write -> write.result().equals(seen)).orElse(false)) {
            carriedOut();
        }
        return mayBe(seen);
    }

    /**
     * Whether a delete is final. It is not while an earlier create may still be on its way: that would bring the note back,
     * and nobody could be blamed.
     */
    boolean canBeDeleted(long nowNanos) {
        return !abandoned && unanswered == null && !(doubtful && nowNanos - doubtfulUntilNanos < 0);
    }

    /** What it may be, for people. */
    String expectation() {
        String expected = text(settled());
        return unanswered()
                .map(write -> expected + " or " + text(write.result()))
                .orElse(expected);
    }

    static String text(Optional<NoteState> state) {
        return state.map(NoteState::toString).orElse("no such note");
    }

    private void begin(Write write) {
        if (unanswered != null) {
            throw new IllegalStateException("a write of the note " + id + " is unanswered");
        }
        unanswered = write;
        attempts = 0;
    }

    /** A write and what it makes of the note; absent when it deletes it. */
    record Write(Operation operation, Optional<NoteState> result) {}
}
