package dev.godwit.examples.suite;

/** A bank that was started, and how it is stopped. */
public record RunningBank(Bank bank, Runnable stop) implements AutoCloseable {
    @Override
    public void close() {
        stop.run();
    }
}
