package dev.godwit.core;

/** Starts work beside the caller. The real one uses threads, a simulation its own schedule. Thread-safe. */
public interface Tasks {
    /** Starts the work under a name that shows in logs. What it throws ends only this task. */
    Task start(String name, Runnable work);

    /** Work that was started. */
    interface Task {
        /** Asks the work to end by interrupting its waits. */
        void cancel();

        /**
         * Waits for the end of the work.
         *
         * @throws InterruptedException when the waiting thread is interrupted meanwhile
         */
        void join() throws InterruptedException;

        boolean finished();
    }
}
