package dev.godwit.examples.suite;

import java.util.List;

/** The use cases, each a transaction. What an example is tested by. Thread-safe. */
public interface Bank {
    void open(String owner, List<Pot> pots);

    void transfer(String owner, long from, long to, long amount);

    void replace(String owner, long id);

    /** @throws Teller.ChangedMindException always, in a way that rolls back */
    void failAfterWriting(String owner, long id);

    /** Reads. */
    Pot look(String owner, long id);

    /** Reads. */
    List<Pot> list(String owner);

    /** Reads. */
    long total(String owner);
}
