package dev.godwit.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One store of a keyspace, as the control plane sees it. Implementations are thread-safe and bound every wait.
 */
public interface Store extends AutoCloseable {
    StoreName name();

    /** Asks the database who it is, now. */
    Incarnation incarnation();

    Fences fences();

    Marks marks();

    Rows rows();

    KeySequences keySequences();

    RowTrials rowTrials();

    /**
     * The units that somebody's query names, asked in a transaction that can't write, within a minute.
     *
     * @param query with one column, whose texts are units
     * @param limit the most that are wanted
     * @return without duplicates, in the order of the answer
     * @throws GodwitException with {@link ErrorCode#WAVE_QUERY} when the database refuses the query, or an answer is no
     *     unit
     */
    List<UnitId> units(String query, int limit);

    /** What preflight needs to know; costs a few catalog queries and bounded samples. */
    StoreFacts facts();

    /**
     * Installs fences, marks, triggers and home views, table by table, each under a short lock time. Repeating it is
     * harmless.
     *
     * @param defaultRole the role of units without a fence row, when there is no default row yet
     */
    void install(Role defaultRole);

    boolean installed();

    /** What the database remembers of others' statements on the keyspace's tables; one bounded query. */
    SeenStatements seenStatements();

    /** How busy the database is now; one short query. */
    Load load();

    /** Removes everything that {@link #install} made. Repeating it is harmless. */
    void uninstall();

    /** What is there of what {@link #install} makes, asked of the database's catalog. */
    Artefacts artefacts();

    /** The statements of {@link #install}, for people to read. */
    List<String> installStatements(Role defaultRole);

    /** The rights that the role of this connection needs, for people to read. */
    List<String> requiredRights();

    /**
     * A text that changes when a table, its triggers or their bodies change, or the table's file is rewritten; see {@link
     * Fingerprint}.
     */
    Fingerprint fingerprint();

    /** Whether a write transaction that began before this position of the store is still running, and which. */
    Optional<LockHolder> oldestWriterBefore(String position);

    /** The store's position now, for {@link #oldestWriterBefore}. */
    String position();

    /** Makes sure that what was committed here is on every standby that may be promoted; does nothing without one. */
    void flushToStandbys();

    @Override
    void close();

    /**
     * How busy a database is.
     *
     * @param activeSessions that run a statement at this moment, Godwit's own left out
     * @param replicaLag how far the slowest standby is behind; zero without one, empty when this role may not see it
     */
    record Load(int activeSessions, Optional<Duration> replicaLag) {
        /** Of a database that nobody else can load. */
        public static final Load NONE = new Load(0, Optional.of(Duration.ZERO));
    }

    /**
     * What Godwit has in a store for a keyspace. Nothing is missing where nothing is present.
     *
     * @param present every object, as in {@code trigger godwit_notes_insert on public.notes}
     * @param missing what should be there and is not
     * @param disabled triggers that do not fire in every session
     */
    record Artefacts(List<String> present, List<String> missing, List<String> disabled) {
        public Artefacts {
            present = List.copyOf(present);
            missing = List.copyOf(missing);
            disabled = List.copyOf(disabled);
        }

        /** Whether all of it is there and works. */
        public boolean sound() {
            return missing.isEmpty() && disabled.isEmpty();
        }
    }

    /**
     * What the tables of a keyspace look like.
     *
     * @param definition columns with their numbers, triggers with state and body, keys: a change stops the unit
     * @param files the physical files: a change without one of the definition means verify again
     */
    record Fingerprint(String definition, String files) {}
}
