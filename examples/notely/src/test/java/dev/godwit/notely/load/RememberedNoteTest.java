package dev.godwit.notely.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RememberedNoteTest {
    private static final Instant CREATED = Instant.parse("2026-11-23T10:00:00Z");
    private static final NoteState FIRST = new NoteState(CREATED, CREATED, "first");
    private static final NoteState SECOND = new NoteState(CREATED, CREATED.plusMillis(1), "second");

    private final RememberedNote note = RememberedNote.toBeCreated(new UUID(1, 2), FIRST, false);

    @Test
    void while_a_write_is_unanswered_both_truths_are_right_and_no_third() {
        note.carriedOut();
        note.update(SECOND);
        note.noAnswer(10);

        assertThat(note.seen(Optional.of(FIRST))).isTrue();
        assertThat(note.seen(Optional.of(new NoteState(CREATED, CREATED, "third"))))
                .isFalse();
        assertThat(note.seen(Optional.empty())).isFalse();
        assertThat(note.unanswered()).isPresent();
        assertThat(note.seen(Optional.of(SECOND))).isTrue();
    }

    @Test
    void the_truth_before_a_write_is_wrong_once_the_one_after_it_was_seen() {
        note.carriedOut();
        note.update(SECOND);
        note.noAnswer(10);
        note.seen(Optional.of(SECOND));

        assertThat(note.unanswered()).isEmpty();
        assertThat(note.seen(Optional.of(FIRST))).isFalse();
    }

    @Test
    void a_note_whose_create_may_still_be_on_its_way_is_not_deleted() {
        note.noAnswer(10);
        note.carriedOut();

        assertThat(note.canBeDeleted(9)).isFalse();
        assertThat(note.canBeDeleted(10)).isTrue();
    }

    @Test
    void a_late_update_can_not_bring_a_note_back_so_that_one_may_be_deleted() {
        note.carriedOut();
        note.update(SECOND);
        note.noAnswer(10);
        note.carriedOut();

        assertThat(note.canBeDeleted(0)).isTrue();
    }

    @Test
    void an_abandoned_note_is_never_deleted() {
        RememberedNote abandoned = RememberedNote.toBeCreated(new UUID(1, 3), FIRST, true);
        abandoned.carriedOut();

        assertThat(abandoned.canBeDeleted(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void a_deleted_note_must_not_be_there() {
        note.carriedOut();
        note.delete();
        note.noAnswer(10);

        assertThat(note.seen(Optional.of(FIRST))).isTrue();
        assertThat(note.seen(Optional.empty())).isTrue();
        assertThat(note.seen(Optional.of(FIRST))).isFalse();
    }
}
