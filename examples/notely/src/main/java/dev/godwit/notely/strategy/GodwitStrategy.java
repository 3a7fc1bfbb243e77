package dev.godwit.notely.strategy;

import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpControlPlane;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.TimeSource;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.store.OpenStore;
import dev.godwit.notely.telemetry.Telemetry;
import dev.godwit.router.Router;
import dev.godwit.router.RouterSettings;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Through Godwit's router: what the application has to know is who asks, not where the notes are. Thread-safe. */
public final class GodwitStrategy implements Strategy {
    private static final Logger LOG = LoggerFactory.getLogger(GodwitStrategy.class);
    private static final StoreName LEGACY = new StoreName(NoteStores.LEGACY);

    private final Router<NoteTransaction> router;
    private final ControlPlaneConnection controlPlane;
    private final NoteService notes;

    private GodwitStrategy(Router<NoteTransaction> router, ControlPlaneConnection controlPlane, NoteService notes) {
        this.router = router;
        this.controlPlane = controlPlane;
        this.notes = notes;
    }

    /**
     * Connects at once, also while the control plane or a store is down.
     *
     * @param name of the router, unique among those of all proxies
     * @param version of the proxy, for its telemetry
     * @param stores the caller's to close
     */
    public static GodwitStrategy connect(
            String name,
            int version,
            URI controlPlaneUrl,
            List<OpenStore> stores,
            TimeSource time,
            Telemetry telemetry) {
        ControlPlaneConnection controlPlane = ControlPlaneConnection.to(controlPlaneUrl);
        HeldTime held = new HeldTime(time);
        Router<NoteTransaction> router = Router.connect(
                new HttpControlPlane(controlPlane),
                NotesKeyspace.KEYSPACE.name(),
                stores.stream()
                        .map(store -> new NoteTransactions(store, telemetry))
                        .toList(),
                RouterSettings.defaults().named(name).withInitialHome(LEGACY).on(held, new ThreadTasks()));
        return new GodwitStrategy(
                router, controlPlane, new GodwitNotes(router, new HeldWrites(held, version, telemetry)));
    }

    /** Waits for the right to read without asking the stores; what begins without it is only slower. */
    public boolean awaitLease(Duration patience) throws InterruptedException {
        return router.awaitLease(patience);
    }

    @Override
    public NoteService notes() {
        return notes;
    }

    @Override
    public boolean oneAtATime() {
        return false;
    }

    @Override
    public Map<String, Long> notesByStore() {
        Map<String, Long> counts = new TreeMap<>();
        router.stores().forEach(store -> counts.put(store.value(), 0L));
        try {
            router.scatter((transaction, home) ->
                            transaction.run("total", table -> table.total(home.table(NotesKeyspace.NOTE))))
                    .answers()
                    .forEach(answer -> counts.merge(answer.store().value(), answer.value(), Long::sum));
            return counts;
        } catch (GodwitException | SQLException e) {
            LOG.debug("the notes can't be counted now", e);
            return Map.of();
        }
    }

    @Override
    public void close() {
        router.close();
        controlPlane.close();
    }
}
