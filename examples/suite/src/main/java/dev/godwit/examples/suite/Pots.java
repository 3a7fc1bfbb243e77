package dev.godwit.examples.suite;

import java.util.List;
import java.util.Optional;

/** An ordinary repository. Its methods run inside a transaction of whoever calls them. */
public interface Pots {
    void add(Pot pot);

    Optional<Pot> find(String owner, long id);

    /** By id. */
    List<Pot> of(String owner);

    /**
     * Saves a changed pot, whose version grows by one.
     *
     * @throws RuntimeException when somebody else has changed it since it was found
     */
    void save(Pot pot);

    void remove(Pot pot);

    /** The sum of all amounts. */
    long total(String owner);
}
