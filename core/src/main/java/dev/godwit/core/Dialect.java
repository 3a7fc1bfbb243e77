package dev.godwit.core;

/** The kinds of databases that a store can be. */
public enum Dialect {
    POSTGRESQL("PostgreSQL"),
    SQLITE("SQLite"),
    /** The database in memory on which simulations run. */
    MEMORY("memory");

    private final String words;

    Dialect(String words) {
        this.words = words;
    }

    /** Its name for people. */
    public String inWords() {
        return words;
    }
}
