package dev.godwit.bench.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A store that is right: what the strict users are tried on, and what the tests make wrong. Thread-safe. */
class MemoryNotes implements Notes {
    final TreeMap<Long, Note> rows = new TreeMap<>();
    final Map<Long, Long> stars = new HashMap<>();

    /** A store with the notes of the start, which are in the record too. */
    MemoryNotes(Ledger ledger) {
        NoteLayout layout = ledger.layout();
        for (long slot = 0; slot < layout.slots(); slot++) {
            if (layout.atStart(slot)) {
                rows.put(layout.id(slot), Note.expected(layout, slot, 1));
                stars.put(layout.id(slot), layout.starsAtStart(slot));
                ledger.intend(slot, NoteState.NEVER.next(true));
                ledger.confirm(slot);
            }
        }
    }

    @Override
    public synchronized Optional<Note> find(String account, long id) {
        return Optional.ofNullable(rows.get(id)).filter(note -> note.account().equals(account));
    }

    @Override
    public synchronized List<Note> list(String account) {
        List<Note> found = new ArrayList<>(rows.values());
        found.removeIf(note -> !note.account().equals(account));
        return found;
    }

    @Override
    public synchronized long count(String account) {
        return list(account).size();
    }

    @Override
    public synchronized int insert(Note note) {
        return rows.putIfAbsent(note.id(), note) == null ? 1 : 0;
    }

    @Override
    public synchronized int update(List<Change> changes) {
        int updated = 0;
        for (Change change : changes) {
            Note found = rows.get(change.note().id());
            if (found != null && found.version() == change.fromVersion()) {
                rows.put(found.id(), change.note());
                updated++;
            }
        }
        return updated;
    }

    @Override
    public synchronized int delete(String account, long id, int version) {
        Note found = rows.get(id);
        return found != null && found.version() == version && rows.remove(id) != null ? 1 : 0;
    }

    @Override
    public synchronized int transfer(Transfer transfer) {
        stars.merge(transfer.id(), transfer.stars(), Long::sum);
        stars.merge(transfer.otherId(), -transfer.stars(), Long::sum);
        return 2;
    }

    @Override
    public synchronized long stars(String account) {
        return list(account).stream()
                .mapToLong(note -> stars.getOrDefault(note.id(), 0L))
                .sum();
    }

    @Override
    public synchronized long countAll() {
        return rows.size();
    }

    @Override
    public void close() {}
}
