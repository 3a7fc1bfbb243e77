package dev.godwit.testkit.kit;

import dev.godwit.core.Keyspace;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a dialect implements to pass the kit: one database in one setting. Two stores with different names live in
 * databases of their own, both in this setting. Thread-safe where {@link #start} uses threads.
 */
public interface StoreUnderTest extends AutoCloseable {
    /** The database and its setting, for the names of tests, such as {@code PostgreSQL 18, search path shadowed}. */
    String name();

    /** The key columns that are supported; the first one is used where any will do. */
    List<KeyColumn> keyColumns();

    /** What this database can't do or can't be made to do, each of which the report lists. */
    Set<Ability> lacks();

    /** Makes an empty table for the keyspace's one entity and opens a store on it. Nothing is installed yet. */
    TestStore open(StoreName name, Keyspace keyspace, KeyColumn key);

    /** The same database in the setting that it has when nobody has touched it; this one if it is that. */
    StoreUnderTest ordinary();

    /** The clock that the kit waits on. */
    TimeSource time();

    /** Runs one law from its beginning to its end. */
    default void run(Runnable law) {
        law.run();
    }

    /** Starts work that may have to wait for somebody, and returns when it waits or has ended. */
    Waiting start(Runnable work);

    /** Ends the database without any warning and starts it again, with what it had promised to keep. */
    void crash();

    @Override
    void close();

    /** Work that was started. */
    interface Waiting {
        /** Waits for its end and says what it died of. */
        Optional<Throwable> end();
    }
}
