package dev.godwit.bench.workload;

import dev.godwit.core.ErrorKind;
import dev.godwit.core.GodwitException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.LongStream;

/**
 * One simulated user of an account, who does one operation at a time and checks its answer. It may write only the notes
 * of its own seat; nobody else writes those. Not thread-safe.
 */
final class AccountUser {
    private final Notes notes;
    private final Ledger ledger;
    private final Judge judge;
    private final Misses misses;
    private final Tally tally;
    private final NoteLayout layout;

    AccountUser(Notes notes, Ledger ledger, Misses misses, Tally tally) {
        this.notes = notes;
        this.ledger = ledger;
        this.judge = new Judge(ledger, misses);
        this.misses = misses;
        this.tally = tally;
        this.layout = ledger.layout();
    }

    /** Reads any note, present or absent. */
    void read(long slot) {
        NoteState before = ledger.confirmed(slot);
        Optional<Note> answer;
        try {
            answer = notes.find(accountOf(slot), layout.id(slot));
        } catch (RuntimeException e) {
            tally.failed("read", e);
            return;
        }
        judge.one("read", before, slot, answer);
        tally.read();
    }

    void list(int account) {
        NoteState[] before = judge.before(layout.firstSlot(account, 0), layout.slotsPerAccount());
        List<Note> answer;
        try {
            answer = notes.list(layout.account(account));
        } catch (RuntimeException e) {
            tally.failed("list", e);
            return;
        }
        judge.list(account, before, answer);
        tally.read();
    }

    void count(int account) {
        long first = layout.firstSlot(account, 0);
        NoteState[] before = judge.before(first, layout.slotsPerAccount());
        long answer;
        try {
            answer = notes.count(layout.account(account));
        } catch (RuntimeException e) {
            tally.failed("count", e);
            return;
        }
        judge.count("count", first, before, answer);
        tally.read();
    }

    /** Counts the notes of all accounts, wherever they live. */
    void countAll() {
        NoteState[] before = judge.before(0, Math.toIntExact(layout.slots()));
        long answer;
        try {
            answer = notes.countAll();
        } catch (RuntimeException e) {
            tally.failed("count of all accounts", e);
            return;
        }
        judge.count("count of all accounts", 0, before, answer);
        tally.read();
    }

    void create(long slot) {
        if (write("create", false, true, () -> notes.insert(intended(slot)), slot)) {
            tally.written();
        }
    }

    /** Updates notes of one account in one transaction. */
    void update(long... slots) {
        if (write("update", true, true, () -> notes.update(changes(slots)), slots)) {
            tally.written();
        }
    }

    void delete(long slot) {
        IntSupplier change = () -> notes.delete(
                accountOf(slot), layout.id(slot), ledger.confirmed(slot).version());
        if (write("delete", true, false, change, slot)) {
            tally.deleted();
        }
    }

    /** Moves stars between the two notes of an account that have some; anybody may. */
    void transfer(int account, long stars) {
        Notes.Transfer transfer = new Notes.Transfer(
                layout.account(account), layout.id(layout.twin(account, 0)), layout.id(layout.twin(account, 1)), stars);
        int changed;
        try {
            changed = notes.transfer(transfer);
        } catch (RuntimeException e) {
            tally.failed("transfer", e);
            return;
        }
        if (changed != 2) {
            long slot = layout.twin(account, 0);
            misses.report("transfer", layout, slot, NoteState.NEVER, NoteState.NEVER, changed + " rows changed");
            return;
        }
        tally.written();
    }

    /** Adds up the stars of an account. Whoever keeps the history judges the answer. */
    void stars(int account) {
        try {
            notes.stars(layout.account(account));
        } catch (RuntimeException e) {
            tally.failed("stars", e);
            return;
        }
        tally.read();
    }

    /** Finds out what became of a change whose answer never came. */
    void settle(long slot) {
        if (ledger.settled(slot)) {
            return;
        }
        Optional<Note> answer;
        try {
            answer = notes.find(accountOf(slot), layout.id(slot));
        } catch (RuntimeException e) {
            tally.failed("read", e);
            return;
        }
        if (is(ledger.intended(slot), answer)) {
            ledger.confirm(slot);
        } else if (is(ledger.confirmed(slot), answer)) {
            ledger.voidIntended(slot);
        } else {
            misses.report(
                    "read", layout, slot, ledger.confirmed(slot), ledger.intended(slot), "" + answer.orElse(null));
        }
        tally.read();
    }

    private static boolean is(NoteState state, Optional<Note> answer) {
        return state.present() == answer.isPresent()
                && (answer.isEmpty() || answer.get().version() == state.version());
    }

    /** Does a change of notes that are all present, or all absent, now; nothing when they are not. */
    private boolean write(
            String operation, boolean presentBefore, boolean presentAfterwards, IntSupplier change, long... slots) {
        for (long slot : slots) {
            settle(slot);
            if (misses.about(slot)
                    || !ledger.settled(slot)
                    || ledger.confirmed(slot).present() != presentBefore) {
                return false;
            }
        }
        for (long slot : slots) {
            ledger.intend(slot, ledger.intended(slot).next(presentAfterwards));
        }
        int changed;
        try {
            changed = change.getAsInt();
        } catch (RuntimeException e) {
            tally.failed(operation, e);
            if (surelyNotDone(e)) {
                LongStream.of(slots).forEach(ledger::voidIntended);
            }
            return false;
        }
        if (changed != slots.length) {
            NoteState confirmed = ledger.confirmed(slots[0]);
            misses.report(operation, layout, slots[0], confirmed, confirmed, changed + " rows changed");
            return false;
        }
        LongStream.of(slots).forEach(ledger::confirm);
        return true;
    }

    /** Whether a change that failed did not happen, and will not. */
    static boolean surelyNotDone(RuntimeException failure) {
        return failure instanceof GodwitException known && known.code().kind() != ErrorKind.AMBIGUOUS;
    }

    private List<Notes.Change> changes(long... slots) {
        return LongStream.of(slots)
                .mapToObj(slot -> new Notes.Change(ledger.confirmed(slot).version(), intended(slot)))
                .toList();
    }

    private Note intended(long slot) {
        return Note.expected(layout, slot, ledger.intended(slot).version());
    }

    private String accountOf(long slot) {
        return layout.account(layout.accountOf(slot));
    }
}
