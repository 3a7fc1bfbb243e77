package dev.godwit.testkit.kit;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.RowShape;
import dev.godwit.core.Store;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A table of its own in the database under test, as everybody sees it. Thread-safe. */
public interface TestStore extends AutoCloseable {
    /** As the control plane sees it. */
    Store store();

    /** As a router sees it. */
    ApplicationStore<?> application();

    /** All columns in the types that they have here. */
    RowShape shape();

    /** Begins a transaction of somebody who does not know Godwit. */
    Writer begin(Isolation isolation);

    /** What the application says in a transaction that it got from the router. */
    Statements in(Session<?> session);

    /** All rows that are committed, whoever may see them, in any order. */
    List<TestRow> rows();

    /** Everything that anybody has made in the database, by name, as far as a user of it could find it. */
    Set<String> inventory();

    /**
     * The same table as a control plane sees it from whom the database hides rows.
     *
     * @return empty in a database that can't hide rows
     */
    Optional<Store> blinded();

    @Override
    void close();
}
