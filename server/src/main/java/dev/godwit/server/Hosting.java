package dev.godwit.server;

import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.KeyspaceOverview;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationOverview;
import dev.godwit.core.MigrationOverview.State;
import dev.godwit.core.Plan;
import dev.godwit.engine.Engines;
import dev.godwit.engine.PlanStores;
import dev.godwit.engine.access.AccessRecords;
import dev.godwit.engine.spi.MigrationSummary;
import dev.godwit.engine.spi.PlanText;
import dev.godwit.jdbc.SqlStores;
import dev.godwit.server.plan.WrittenPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/** The migrations that run in a server, with their stores, and those that should and can't yet. Thread-safe. */
final class Hosting implements AutoCloseable {
    private final Engines engines;
    private final AccessRecords records;
    private final ReadyStores ready;
    private final List<ServedMigration> served = new CopyOnWriteArrayList<>();
    private final Map<MigrationName, String> obstacles = new ConcurrentHashMap<>();
    /** Held while a migration that somebody has sent comes, so that two who send the same one don't meet. */
    private final ReentrantLock coming = new ReentrantLock();

    /** @param records closed with it */
    Hosting(Engines engines, AccessRecords records) {
        this.engines = engines;
        this.ready = new ReadyStores(Hosting::open, engines::rehearse);
        this.records = records;
    }

    AccessRecords records() {
        return records;
    }

    /** The commands of a migration that need two persons; those of one that does not run here do nothing anyway. */
    Set<CommandKind> twoPersons(MigrationName name) {
        return served.stream()
                .filter(migration -> migration.plan().migration().equals(name))
                .findFirst()
                .map(migration -> migration.plan().twoPersons())
                .orElse(Set.of());
    }

    private static PlanStores open(Plan plan) {
        return PlanStores.open(plan, address -> SqlStores.open(plan.keyspace(), address));
    }

    /** Stores that are kept ready for migrations that don't run here yet. */
    ReadyStores ready() {
        return ready;
    }

    /** Prepares a migration; it does not run yet. */
    ServedMigration host(Plan plan) {
        PlanStores stores = ready.take(plan);
        try {
            ServedMigration migration =
                    new ServedMigration(plan, engines.add(plan, stores), stores, records, served::remove);
            served.add(migration);
            return migration;
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    ServedMigration add(Plan plan) {
        ServedMigration another = host(plan);
        another.start();
        return another;
    }

    /** Prepares a migration, and keeps what its plan was read from, so that any server can go on with it. */
    ServedMigration host(WrittenPlan written) {
        ServedMigration migration = host(written.plan());
        try {
            engines.keepPlan(written.plan().migration(), written.text());
            return migration;
        } catch (RuntimeException e) {
            migration.close();
            throw e;
        }
    }

    /** Lets a migration run; one that runs here already with the same plan stays as it is. */
    void addOrKeep(WrittenPlan written) {
        MigrationName name = written.plan().migration();
        coming.lock();
        try {
            boolean same = text(name).equals(Optional.of(written.text()));
            if (!(same && named().containsKey(name))) {
                host(written).start();
            }
            obstacles.remove(name);
        } finally {
            coming.unlock();
        }
    }

    /** Why a migration that should run does not. */
    void cannot(MigrationName migration, GodwitException why) {
        obstacles.put(migration, why.describe());
    }

    /**
     * The migration of that name.
     *
     * @throws GodwitException with {@code MIGRATION_NOT_FOUND} when it does not run here
     */
    ServedMigration running(MigrationName name) {
        return served.stream()
                .filter(migration -> migration.plan().migration().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new GodwitException(ErrorCode.MIGRATION_NOT_FOUND, "no migration " + name + " runs here"));
    }

    List<ServedMigration> served() {
        return List.copyOf(served);
    }

    Optional<PlanText> text(MigrationName migration) {
        return engines.plan(migration);
    }

    /** Those that have begun and not ended, and do not run here. */
    List<MigrationName> waiting() {
        return overview().stream()
                .filter(migration -> migration.state() == State.WAITING)
                .map(MigrationOverview::name)
                .toList();
    }

    Map<MigrationName, MigrationControl> named() {
        Map<MigrationName, MigrationControl> byName = new LinkedHashMap<>();
        served.forEach(migration -> byName.put(migration.plan().migration(), migration));
        return byName;
    }

    List<MigrationOverview> overview() {
        List<MigrationOverview> all = new ArrayList<>();
        Map<MigrationName, MigrationControl> running = named();
        for (ServedMigration migration : served) {
            Plan plan = migration.plan();
            all.add(new MigrationOverview(plan.migration(), plan.keyspace().name(), State.RUNNING, Optional.empty()));
        }
        for (MigrationSummary migration : engines.migrations()) {
            if (!running.containsKey(migration.name())) {
                State state = migration.ended() ? State.ENDED : State.WAITING;
                all.add(new MigrationOverview(
                        migration.name(), migration.keyspace(), state, reason(migration.name(), state)));
            }
        }
        return List.copyOf(all);
    }

    List<KeyspaceOverview> keyspaces() {
        Map<KeyspaceName, List<MigrationOverview>> known = new LinkedHashMap<>();
        overview()
                .forEach(migration -> known.computeIfAbsent(migration.keyspace(), name -> new ArrayList<>())
                        .add(migration));
        List<KeyspaceOverview> keyspaces = new ArrayList<>();
        known.forEach((name, migrations) -> engines.keyspace(name)
                .map(figures -> new KeyspaceOverview(
                        name,
                        figures.defaultHome(),
                        figures.revision(),
                        figures.stores(),
                        migrations,
                        figures.units(),
                        figures.routers()))
                .ifPresent(keyspaces::add));
        return List.copyOf(keyspaces);
    }

    Optional<ApplicationLatency> writtenLatency(MigrationName migration) {
        return engines.latency(migration);
    }

    private Optional<String> reason(MigrationName migration, State state) {
        return switch (state) {
            case RUNNING, ENDED -> Optional.empty();
            case WAITING ->
                Optional.of(obstacles.getOrDefault(
                        migration, "it does not run in this server; start it with its plan to go on with it"));
        };
    }

    /** Stops them, the newest first; each goes on when it is hosted again. */
    void stopAll() {
        List.copyOf(served).reversed().forEach(ServedMigration::close);
    }

    /** Stops them for good. */
    @Override
    public void close() {
        stopAll();
        ready.close();
        records.close();
    }
}
