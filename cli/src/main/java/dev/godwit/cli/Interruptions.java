package dev.godwit.cli;

/** Ctrl-C and its like. */
@FunctionalInterface
interface Interruptions {
    /**
     * Calls back when the process is asked to end for the first time; the second time it ends at once.
     *
     * @return what gives Ctrl-C its usual meaning back
     */
    Registration onFirst(Runnable callback);

    /** Ends a registration. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
