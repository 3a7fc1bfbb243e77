package dev.godwit.bench.demo;

/**
 * How large the demonstration is.
 *
 * @param seconds the time after which the users need not go on for the sake of numbers; the moves take what they take
 * @param keep whether the folder with data and logs stays
 */
record DemoSettings(int accounts, int notes, int seconds, boolean keep, long seed) {
    /** Application processes, each with a router. */
    static final int APPLICATIONS = 2;
    /** Users that act at the same time in one process. */
    static final int RESIDENTS = 4;
    /** Their rest after each operation while accounts move; the visitors of moving accounts never rest. */
    static final int REST_MILLIS = 15;
    /** Accounts that are worked on at the same time. Few, because servers and applications share this machine. */
    static final int MOVERS = 2;

    int notesPerAccount() {
        return notes / accounts;
    }

    /** Whether this is the demonstration as it is promised; a smaller one can't reach the promised numbers. */
    boolean full() {
        return accounts >= 1_000 && notes >= 200_000;
    }
}
