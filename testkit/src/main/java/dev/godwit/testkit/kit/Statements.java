package dev.godwit.testkit.kit;

import dev.godwit.core.Key;
import java.util.List;

/**
 * What an application says to its database in one transaction, in its own SQL and knowing nothing of Godwit. Whatever the
 * database answers with an error is thrown, checked exceptions wrapped. Not thread-safe.
 */
public interface Statements {
    /** Inserts a row, or updates the one with its key. */
    void put(TestRow row);

    /**
     * Deletes a row.
     *
     * @return whether it was there
     */
    boolean delete(Key key);

    /** All rows of the table that this transaction sees; above READ COMMITTED the first look decides on the snapshot. */
    List<TestRow> rows();

    /** The rows of a view that {@link dev.godwit.core.ApplicationStore} has named. */
    List<TestRow> view(String name);
}
