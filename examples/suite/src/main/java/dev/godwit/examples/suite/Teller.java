package dev.godwit.examples.suite;

import java.util.List;

/** What happens in a bank, in terms of its repository; each method is the body of one transaction. Thread-safe if it is. */
public final class Teller {
    private final Pots pots;

    public Teller(Pots pots) {
        this.pots = pots;
    }

    /** Adds the pots. */
    public void open(List<Pot> newPots) {
        newPots.forEach(pots::add);
    }

    /** Moves money from one pot to another of the same owner. */
    public void transfer(String owner, long from, long to, long amount) {
        pots.save(find(owner, from).plus(-amount));
        pots.save(find(owner, to).plus(amount));
    }

    /** Throws a pot away and makes an equal one, whose version is one more. */
    public void replace(String owner, long id) {
        Pot old = find(owner, id);
        pots.remove(old);
        pots.add(new Pot(old.id(), old.owner(), old.amount(), old.version() + 1));
    }

    /** Moves money out of a pot and then changes its mind. */
    public void failAfterWriting(String owner, long id) {
        pots.save(find(owner, id).plus(-1));
        throw new ChangedMindException();
    }

    public Pot find(String owner, long id) {
        return pots.find(owner, id).orElseThrow(() -> new IllegalStateException("no pot " + id + " of owner " + owner));
    }

    /** A failure of the application itself. */
    public static final class ChangedMindException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
