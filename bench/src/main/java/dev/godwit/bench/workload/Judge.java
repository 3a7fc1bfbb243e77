package dev.godwit.bench.workload;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an answer is right: for every note, the answer has to be a state between the last change that was
 * answered before the question and the last one that was asked for by the time of the answer. For the only writer of a
 * note these two are the same, so its answers are judged exactly. Thread-safe.
 */
final class Judge {
    private final Ledger ledger;
    private final NoteLayout layout;
    private final Misses misses;

    Judge(Ledger ledger, Misses misses) {
        this.ledger = ledger;
        this.layout = ledger.layout();
        this.misses = misses;
    }

    /** The states that were confirmed before a question. */
    NoteState[] before(long firstSlot, int count) {
        NoteState[] before = new NoteState[count];
        for (int index = 0; index < count; index++) {
            before[index] = ledger.confirmed(firstSlot + index);
        }
        return before;
    }

    /** Judges the answer to the question for one note. */
    boolean one(String question, NoteState before, long slot, Optional<Note> answer) {
        NoteState bound = ledger.bound(slot);
        String wrong = wrong(before, bound, slot, answer.orElse(null));
        return wrong.isEmpty() || !misses.report(question, layout, slot, before, bound, wrong);
    }

    /** Judges a list of all notes of an account that was read by one statement. */
    void list(int account, NoteState[] before, List<Note> answer) {
        Map<Long, Note> byId = new HashMap<>();
        long first = layout.firstSlot(account, NoteLayout.RESIDENT);
        for (Note note : answer) {
            long slot = layout.slot(note.id());
            if (slot < first || slot >= first + before.length || byId.put(note.id(), note) != null) {
                misses.report(
                        "list", layout, slot, NoteState.NEVER, NoteState.NEVER, "a note twice or of others: " + note);
            }
        }
        for (int index = 0; index < before.length; index++) {
            one("list", before[index], first + index, Optional.ofNullable(byId.get(layout.id(first + index))));
        }
        Note twin = byId.get(layout.id(layout.twin(account, 0)));
        Note other = byId.get(layout.id(layout.twin(account, 1)));
        if (twin != null && other != null && twin.version() != other.version()) {
            misses.report(
                    "list",
                    layout,
                    layout.slot(twin.id()),
                    NoteState.NEVER,
                    NoteState.NEVER,
                    "torn: its twin, written in the same transaction, has v" + other.version());
        }
    }

    /** Judges a count of notes: those that can't have changed meanwhile have to be in it, the changing ones may be. */
    void count(String question, long firstSlot, NoteState[] before, long answer) {
        long least = 0;
        long most = 0;
        for (int index = 0; index < before.length; index++) {
            NoteState bound = ledger.bound(firstSlot + index);
            if (before[index].version() == bound.version()) {
                least += bound.present() ? 1 : 0;
                most += bound.present() ? 1 : 0;
            } else {
                least += before[index].present() && bound.present() && bound.version() == before[index].version() + 1
                        ? 1
                        : 0;
                most += 1;
            }
        }
        if (answer < least || answer > most) {
            misses.report(
                    question,
                    layout,
                    firstSlot,
                    NoteState.NEVER,
                    NoteState.NEVER,
                    answer + " notes, expected " + least + " to " + most);
        }
    }

    /** What is wrong with the answer, or nothing. */
    private String wrong(NoteState before, NoteState bound, long slot, @Nullable Note answer) {
        if (answer == null) {
            return mayBeAbsent(before, bound) ? "" : "absent";
        }
        boolean versionFits = (before.present() && answer.version() == before.version())
                || (bound.present() && answer.version() == bound.version())
                || (answer.version() > before.version() && answer.version() < bound.version());
        if (!versionFits) {
            return "v" + answer.version();
        }
        return answer.equals(Note.expected(layout, slot, answer.version())) ? "" : "other content: " + answer;
    }

    private static boolean mayBeAbsent(NoteState before, NoteState bound) {
        return !before.present() || !bound.present() || bound.version() > before.version() + 1;
    }
}
