package dev.godwit.notely.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteException.Problem;
import dev.godwit.notely.note.NoteService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/** Remembers every note of its account, and is satisfied with nothing else. What gets no answer is asked again. Not thread-safe. */
final class StrictUser {
    private static final Instant BEGINNING = Instant.parse("2026-11-23T00:00:00Z");
    private static final int NOTES = 6;

    private final NoteService notes;
    private final SplittableRandom chance;
    private final AccountDetails account = new AccountDetails(UUID.randomUUID(), false, Optional.empty());
    private final Map<UUID, Note> remembered = new TreeMap<>();
    private final int fewest;
    private UUID deleted = UUID.randomUUID();
    private long steps;

    StrictUser(NoteService notes, long seed) {
        this(notes, seed, 0);
    }

    /** @param fewest how many notes the user keeps in any case, once there are so many */
    StrictUser(NoteService notes, long seed, int fewest) {
        this.notes = notes;
        this.chance = new SplittableRandom(seed);
        this.fewest = fewest;
    }

    AccountDetails account() {
        return account;
    }

    int count() {
        return remembered.size();
    }

    long steps() {
        return steps;
    }

    /** One thing that users do. */
    void step() {
        steps++;
        if (remembered.isEmpty() || (chance.nextInt(3) == 0 && remembered.size() < NOTES)) {
            create();
            return;
        }
        List<Note> known = new ArrayList<>(remembered.values());
        Note note = known.get(chance.nextInt(known.size()));
        switch (chance.nextInt(6)) {
            case 0, 1 ->
                assertThat(ask(() -> notes.getNote(account, note.id()))).isEqualTo(note);
            case 2, 3 -> update(note);
            case 4 -> checkAll();
            default -> {
                if (remembered.size() > fewest) {
                    delete(note);
                }
            }
        }
    }

    void checkAll() {
        assertThat(ask(() -> notes.listNotes(account))).containsExactlyInAnyOrderElementsOf(remembered.keySet());
        assertThat(ask(() -> notes.countNotes(account))).isEqualTo(remembered.size());
        remembered
                .values()
                .forEach(note ->
                        assertThat(ask(() -> notes.getNote(account, note.id()))).isEqualTo(note));
        assertThatThrownBy(() -> ask(() -> notes.getNote(account, deleted)))
                .isInstanceOfSatisfying(
                        NoteException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_FOUND));
    }

    private void create() {
        Instant now = BEGINNING.plusMillis(steps);
        Note note = new Note(UUID.randomUUID(), account.accountId(), now, now, "note of step " + steps);
        assertThat(ask(() -> notes.createNote(account, note))).isEqualTo(note);
        remembered.put(note.id(), note);
    }

    private void update(Note note) {
        Note newer = new Note(
                note.id(), note.creator(), note.createdAt(), BEGINNING.plusMillis(steps), "changed in step " + steps);
        assertThat(ask(() -> notes.updateNote(account, newer))).isEqualTo(newer);
        remembered.put(note.id(), newer);
    }

    private void delete(Note note) {
        ask(() -> {
            notes.deleteNote(account, note.id());
            return note;
        });
        remembered.remove(note.id());
        deleted = note.id();
    }

    private static <T> T ask(Supplier<T> question) {
        while (true) {
            try {
                return question.get();
            } catch (ProxyUnreachableException e) {
                Thread.onSpinWait();
            }
        }
    }
}
