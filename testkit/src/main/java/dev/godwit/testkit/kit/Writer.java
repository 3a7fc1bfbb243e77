package dev.godwit.testkit.kit;

/** An open transaction of somebody who does not know Godwit. Not thread-safe. */
public interface Writer extends Statements, AutoCloseable {
    void commit();

    /** Rolls back what was not committed. */
    @Override
    void close();
}
