package dev.godwit.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The users have to see nothing wrong in a store that is right, and to notice each way in which a store can be wrong. */
class StrictUsersTest {
    private static final NoteLayout LAYOUT = new NoteLayout(6, 10);
    private static final int OPERATIONS = 4_000;

    @TempDir
    Path folder;

    private final Misses misses = new Misses();
    private final Tally tally = new Tally();

    @Test
    void nothing_is_wrong_with_a_store_that_is_right() throws IOException {
        run(MemoryNotes::new);
        assertThat(misses.texts()).isEmpty();
        assertThat(tally.errorTexts()).isEmpty();
        assertThat(tally.deletes()).isGreaterThan(tally.operations() / 20);
    }

    @Test
    void the_record_is_what_the_store_holds() throws IOException {
        Ledger ledger = Ledger.open(folder.resolve("record"), LAYOUT);
        MemoryNotes notes = new MemoryNotes(ledger);
        run(ledger, notes);
        Ledger reopened = Ledger.open(folder.resolve("record"), LAYOUT);
        for (long slot = 0; slot < LAYOUT.slots(); slot++) {
            NoteState state = reopened.confirmed(slot);
            assertThat(Optional.ofNullable(notes.rows.get(LAYOUT.id(slot))).map(Note::version))
                    .isEqualTo(state.present() ? Optional.of(state.version()) : Optional.empty());
        }
    }

    @Test
    void a_stale_read_is_noticed() throws IOException {
        run(ledger -> new MemoryNotes(ledger) {
            private final Map<Long, Note> first = new HashMap<>(rows);

            @Override
            public synchronized Optional<Note> find(String account, long id) {
                return id % 7 == 0 && rows.containsKey(id) && first.containsKey(id)
                        ? Optional.of(first.get(id))
                        : super.find(account, id);
            }
        });
        assertThat(misses.texts()).anyMatch(text -> text.startsWith("read of note"));
    }

    @Test
    void a_lost_update_is_noticed() throws IOException {
        run(ledger -> new MemoryNotes(ledger) {
            private int updates;

            @Override
            public synchronized int update(List<Change> changes) {
                return ++updates == 50 ? changes.size() : super.update(changes);
            }
        });
        assertThat(misses.count()).isPositive();
    }

    @Test
    void a_lost_row_is_noticed() throws IOException {
        run(ledger -> new MemoryNotes(ledger) {
            @Override
            public synchronized int insert(Note note) {
                return note.id() % 5 == 0 ? 1 : super.insert(note);
            }
        });
        assertThat(misses.texts()).anyMatch(text -> text.endsWith("got absent"));
    }

    @Test
    void a_deleted_note_that_comes_back_is_noticed() throws IOException {
        run(ledger -> new MemoryNotes(ledger) {
            @Override
            public synchronized int delete(String account, long id, int version) {
                return id % 5 == 0 ? 1 : super.delete(account, id, version);
            }
        });
        assertThat(misses.texts()).anyMatch(text -> text.contains("expected absent since"));
    }

    @Test
    void a_changed_text_is_noticed() throws IOException {
        run(ledger -> new MemoryNotes(ledger) {
            @Override
            public synchronized Optional<Note> find(String account, long id) {
                return super.find(account, id)
                        .map(note ->
                                new Note(id, account, note.seat(), note.version(), note.title(), note.body() + " "));
            }
        });
        assertThat(misses.texts()).anyMatch(text -> text.contains("other content"));
    }

    @Test
    void half_a_transaction_is_noticed() throws IOException {
        run(ledger -> new MemoryNotes(ledger) {
            @Override
            public synchronized int update(List<Change> changes) {
                super.update(changes.subList(0, 1));
                return changes.size();
            }
        });
        assertThat(misses.count()).isPositive();
    }

    @Test
    void a_note_counted_twice_is_noticed() throws IOException {
        run(ledger -> new MemoryNotes(ledger) {
            @Override
            public synchronized long countAll() {
                return super.countAll() + 1;
            }
        });
        assertThat(misses.texts()).anyMatch(text -> text.startsWith("count of all accounts"));
    }

    @Test
    void after_an_unknown_outcome_both_answers_are_right() throws IOException {
        run(ledger -> new MemoryNotes(ledger) {
            private int updates;

            @Override
            public synchronized int update(List<Change> changes) {
                int number = ++updates;
                if (number % 20 == 0) {
                    super.update(changes);
                }
                if (number % 10 == 0) {
                    throw new GodwitException(ErrorCode.STORE_OUTCOME_UNKNOWN, "the connection broke");
                }
                return super.update(changes);
            }
        });
        assertThat(misses.texts()).isEmpty();
        assertThat(tally.errors()).isPositive();
    }

    @Test
    void a_write_that_failed_for_sure_must_not_have_happened() throws IOException {
        run(ledger -> new MemoryNotes(ledger) {
            private int updates;

            @Override
            public synchronized int update(List<Change> changes) {
                int updated = super.update(changes);
                if (++updates % 10 == 0) {
                    throw new GodwitException(ErrorCode.HELD_TOO_LONG, "held for 2 s");
                }
                return updated;
            }
        });
        assertThat(misses.count()).isPositive();
    }

    private void run(Function<Ledger, MemoryNotes> store) throws IOException {
        Ledger ledger = Ledger.open(folder.resolve("record"), LAYOUT);
        run(ledger, store.apply(ledger));
    }

    private void run(Ledger ledger, MemoryNotes notes) {
        List<Workload> processes = List.of(
                new Workload(new Workload.Settings(0, 2, 2, 0, 5, 1), notes, ledger, misses, tally),
                new Workload(new Workload.Settings(1, 2, 2, 0, 5, 1), notes, ledger, misses, tally));
        processes.forEach(Workload::start);
        processes.forEach(process -> process.visit(LAYOUT.account(3)));
        await().until(() -> tally.operations() + tally.errors() > OPERATIONS || misses.count() >= 20);
        processes.forEach(Workload::close);
    }
}
