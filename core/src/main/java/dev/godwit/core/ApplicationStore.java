package dev.godwit.core;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One store of a keyspace, as the router sees it inside an application. Thread-safe.
 *
 * @param <C> what the application's work gets, such as a JDBC connection
 */
public interface ApplicationStore<C> extends AutoCloseable {
    StoreName name();

    /**
     * Borrows a connection and begins a transaction with these options.
     *
     * @throws GodwitException when the store can't be reached
     */
    Session<C> begin(TransactionOptions options);

    /**
     * What the store is for the unit, read in a new transaction on the primary.
     *
     * @throws StoreRefusedException with {@link Refusal#UNFENCED} when nothing is installed here
     */
    Standing standing(UnitId unit);

    /** Whether Godwit is installed in the store now, read in a new transaction on the primary. */
    boolean fenced();

    /** What the refusal in this failure, or in one of its causes, says; empty when the failure is something else. */
    Optional<Refusal> refusal(Throwable failure);

    /**
     * Step 8 of the protocol, which anyone may complete: makes this sealed store the home, if it is exactly this heir.
     *
     * @return whether it is home now by this call
     */
    boolean completePromotion(UnitId unit, Heir heir);

    /** The view of the rows whose unit has its home in this store, to be named in the application's own SQL. */
    String homeTable(EntityName entity);

    /** As {@link #homeTable}, without the units that the session has chosen. */
    String restTable(EntityName entity);

    /** The view of the rows of the units that the session has chosen, whatever this store is for them. */
    String chosenTable(EntityName entity);

    /** The table itself, to be named in the application's own SQL: what is read where nothing is installed. */
    String table(EntityName entity);

    @Override
    void close();

    /** One transaction. Not thread-safe. */
    interface Session<C> extends AutoCloseable {
        C connection();

        /**
         * Takes the units' shared locks, sorted, and checks that this store takes their writes; one round trip.
         *
         * @throws StoreRefusedException when it does not, or with {@link Refusal#UNFENCED} when nothing is installed
         */
        void enter(Set<UnitId> units);

        /**
         * What the store is for the unit, judged after everything read so far in a READ COMMITTED transaction.
         *
         * @throws StoreRefusedException with {@link Refusal#UNFENCED} when nothing is installed here
         */
        Standing standing(UnitId unit);

        /**
         * All units in flight with what this store is for them, in this transaction's snapshot.
         *
         * @throws StoreRefusedException with {@link Refusal#UNFENCED} when nothing is installed here
         */
        UnitsInFlight unitsInFlight();

        /** Names the units that {@link #restTable} leaves out and {@link #chosenTable} shows in this transaction. */
        void choose(Set<UnitId> units);

        /** How much of the keyspace has its home here, in this transaction's snapshot; only where Godwit is installed. */
        Extent extent();

        /**
         * Whether Godwit is installed in the store at this moment, whatever the transaction's snapshot; one round trip.
         * It can't be removed while a transaction is open that has read or written a table of the keyspace.
         */
        boolean fenced();

        void commit();

        /**
         * Commits, and then says what the store is for the units, in another transaction and in the same round trip.
         *
         * @throws StoreRefusedException with {@link Refusal#UNFENCED} when nothing is installed any more
         */
        List<Standing> commitThenLook(Set<UnitId> units);

        void rollback();

        /** Rolls back what was not committed and gives the connection back. */
        @Override
        void close();
    }

    /**
     * What a store is for a unit.
     *
     * @param homeSince the epoch at which it became home; together with the role it tells whether the store stayed home
     *     between two looks
     * @param heir for whom this mirror was sealed, if it was
     */
    record Standing(UnitId unit, Role role, Epoch epoch, Epoch homeSince, Optional<Heir> heir) {
        /** What a store is for a unit that has no fence of its own there. */
        public static Standing byDefault(UnitId unit, Role role) {
            return new Standing(unit, role, Epoch.ZERO, Epoch.ZERO, Optional.empty());
        }

        /** Whether this mirror was sealed as the heir of a store that stands so: it has every row of it then. */
        public boolean isHeirOf(StoreName store, Standing other) {
            return role == Role.MIRROR
                    && other.role == Role.MIRROR
                    && heir.equals(Optional.of(new Heir(store, other.epoch)));
        }

        /** Whether a strict read between these two looks was answered by the unit's home. */
        public boolean stayedHomeUntil(Standing later) {
            return role.answersReads() && later.role.answersReads() && homeSince.equals(later.homeSince);
        }
    }

    /**
     * What a store is for the units in flight at one moment.
     *
     * @param defaultEpoch of the default fence: every start of units bumps it, so that a unit that began its move between
     *     two looks is noticed although the first does not name it
     * @param units those whose fence row is in flight, whatever its role, so that a unit between two homes is noticed;
     *     ordered by unit
     */
    record UnitsInFlight(Epoch defaultEpoch, List<Standing> units) {
        public UnitsInFlight {
            units = List.copyOf(units);
        }
    }

    /** How much of a keyspace has its home in one store. */
    enum Extent {
        EVERYTHING,
        SOMETHING,
        NOTHING
    }

    /**
     * How a transaction runs.
     *
     * @param isolation as in SQL
     * @param readOnly whether the transaction refuses writes
     * @param timeoutMillis the most that one statement may take; 0 for the database's own setting
     */
    record TransactionOptions(Isolation isolation, boolean readOnly, int timeoutMillis) {
        public static final TransactionOptions WRITE = new TransactionOptions(Isolation.READ_COMMITTED, false, 0);
        public static final TransactionOptions READ = new TransactionOptions(Isolation.READ_COMMITTED, true, 0);

        /** Isolation levels of SQL. */
        public enum Isolation {
            READ_COMMITTED,
            REPEATABLE_READ,
            SERIALIZABLE
        }
    }
}
