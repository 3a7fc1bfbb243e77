package dev.godwit.bench.workload;

import dev.godwit.checkers.HistoryRecorder;
import dev.godwit.checkers.HistoryRecorder.Attempt;
import dev.godwit.checkers.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * Notes of which every question and every answer is written down; of a list that is a part, another one each time, because
 * lists are long and who asked for one judges all of it. Thread-safe.
 */
public final class RecordedNotes implements Notes {
    private static final int LIST_PARTS = 4;

    private final Notes notes;
    private final NoteLayout layout;
    private final HistoryRecorder recorder;
    private final AtomicInteger lists = new AtomicInteger();

    /** Closes the notes when it is closed; the recorder stays the caller's. */
    public RecordedNotes(Notes notes, NoteLayout layout, HistoryRecorder recorder) {
        this.notes = notes;
        this.layout = layout;
        this.recorder = recorder;
    }

    @Override
    public Optional<Note> find(String account, long id) {
        long called = recorder.now();
        Optional<Note> answer = notes.find(account, id);
        recorder.read(id, answer.map(NoteHistory::value).orElse(Operation.NOTHING), called, recorder.now());
        return answer;
    }

    @Override
    public List<Note> list(String account) {
        long called = recorder.now();
        List<Note> answer = notes.list(account);
        long returned = recorder.now();
        int part = Math.floorMod(lists.getAndIncrement(), LIST_PARTS);
        Map<Long, Note> byId = answer.stream().collect(Collectors.toMap(Note::id, note -> note, (one, twice) -> one));
        long first = layout.id(layout.firstSlot(layout.account(account), NoteLayout.RESIDENT));
        for (long id = first + part; id < first + layout.slotsPerAccount(); id += LIST_PARTS) {
            Note found = byId.get(id);
            recorder.read(id, found == null ? Operation.NOTHING : NoteHistory.value(found), called, returned);
        }
        return answer;
    }

    @Override
    public long count(String account) {
        return notes.count(account);
    }

    @Override
    public int insert(Note note) {
        return change(List.of(recorder.write(note.id(), NoteHistory.value(note))), () -> notes.insert(note));
    }

    @Override
    public int update(List<Notes.Change> changes) {
        List<Attempt> asked = changes.stream()
                .map(each -> recorder.write(each.note().id(), NoteHistory.value(each.note())))
                .toList();
        return change(asked, () -> notes.update(changes));
    }

    @Override
    public int delete(String account, long id, int version) {
        return change(List.of(recorder.delete(id)), () -> notes.delete(account, id, version));
    }

    /** Some of the changes without the others leave all outcomes unknown; the user reports that as wrong anyway. */
    private static int change(List<Attempt> asked, IntSupplier work) {
        try {
            int changed = work.getAsInt();
            if (changed == asked.size()) {
                asked.forEach(Attempt::done);
            } else if (changed == 0) {
                asked.forEach(Attempt::failed);
            }
            return changed;
        } catch (RuntimeException e) {
            if (AccountUser.surelyNotDone(e)) {
                asked.forEach(Attempt::failed);
            }
            throw e;
        }
    }

    @Override
    public int transfer(Transfer transfer) {
        return notes.transfer(transfer);
    }

    @Override
    public long stars(String account) {
        long called = recorder.now();
        long total = notes.stars(account);
        recorder.total(layout.account(account), total, called, recorder.now());
        return total;
    }

    @Override
    public long countAll() {
        return notes.countAll();
    }

    @Override
    public void close() {
        notes.close();
    }
}
