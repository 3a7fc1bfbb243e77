package dev.godwit.bench.application;

import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.Misses;
import dev.godwit.bench.workload.Notes;
import dev.godwit.bench.workload.NotesKeyspace;
import dev.godwit.bench.workload.RecordedNotes;
import dev.godwit.bench.workload.RoutedNotes;
import dev.godwit.bench.workload.Tally;
import dev.godwit.bench.workload.Workload;
import dev.godwit.checkers.HistoryRecorder;
import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ControlPlane;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.jdbc.SqlStores;
import dev.godwit.router.Router;
import dev.godwit.router.RouterSettings;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An application as Godwit knows it: users behind one router, and visitors sent to accounts that are cut over. Not
 * thread-safe, but {@link #report} and {@link #users} may be asked by any thread.
 */
public final class Application implements AutoCloseable {
    private final List<ApplicationStore<Connection>> stores;
    private final Router<Connection> router;
    private final Workload users;
    private final CutoverWatch watch;
    private final Tally tally = new Tally();
    private final Misses misses = new Misses();
    private Optional<Thread> watching = Optional.empty();

    private Application(
            String name,
            ControlPlane controlPlane,
            List<ApplicationStore<Connection>> stores,
            Workload.Settings settings,
            Ledger ledger,
            UnaryOperator<Notes> recording) {
        this.stores = stores;
        this.router = Router.connect(
                controlPlane,
                NotesKeyspace.KEYSPACE.name(),
                stores,
                RouterSettings.defaults()
                        .named(name)
                        .withInitialHome(stores.getFirst().name()));
        this.users = new Workload(settings, recording.apply(new RoutedNotes(router)), ledger, misses, tally);
        this.watch = new CutoverWatch(controlPlane, NotesKeyspace.KEYSPACE.name(), name + "-watch", users);
    }

    /**
     * Connects the router; nothing is asked of a store yet.
     *
     * @param name unique; the database connections carry it
     * @param stores everything lives in the first, as long as nobody says otherwise
     */
    public static Application connect(
            String name,
            ControlPlane controlPlane,
            List<StoreAddress> stores,
            Workload.Settings settings,
            Ledger ledger) {
        return connect(name, controlPlane, stores, settings, ledger, UnaryOperator.identity());
    }

    /** Connects an application whose questions and answers are all written down. */
    public static Application recorded(
            String name,
            ControlPlane controlPlane,
            List<StoreAddress> stores,
            Workload.Settings settings,
            Ledger ledger,
            HistoryRecorder recorder) {
        return connect(
                name,
                controlPlane,
                stores,
                settings,
                ledger,
                notes -> new RecordedNotes(notes, ledger.layout(), recorder));
    }

    private static Application connect(
            String name,
            ControlPlane controlPlane,
            List<StoreAddress> stores,
            Workload.Settings settings,
            Ledger ledger,
            UnaryOperator<Notes> recording) {
        List<ApplicationStore<Connection>> opened = stores.stream()
                .map(store -> SqlStores.openForApplication(NotesKeyspace.KEYSPACE, named(store, name)))
                .toList();
        return new Application(name, controlPlane, opened, settings, ledger, recording);
    }

    /** So that the sessions of a dead process can be told from its successor's. */
    private static StoreAddress named(StoreAddress store, String name) {
        if (!store.url().startsWith("jdbc:postgresql:")) {
            return store;
        }
        return new StoreAddress(
                store.name(), store.url() + "?ApplicationName=" + name, store.user(), store.password(), store.pool());
    }

    /** Lets the users begin. */
    public void start() {
        users.start();
        watching =
                Optional.of(Thread.ofPlatform().name("cutover-watch").daemon().start(watch));
    }

    public Workload users() {
        return users;
    }

    /** How it goes. */
    public ApplicationReport report(ApplicationReport.Kind kind) {
        return ApplicationReport.of(kind, tally, misses, router.statistics());
    }

    /** Ends the users after their current operations. */
    public void end() {
        watching.ifPresent(Thread::interrupt);
        users.close();
    }

    @Override
    public void close() {
        router.close();
        stores.forEach(ApplicationStore::close);
    }
}
