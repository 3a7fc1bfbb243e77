package dev.godwit.jdbc.kit;

import com.zaxxer.hikari.HikariDataSource;
import dev.godwit.core.Keyspace;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.Tasks;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.TimeSource;
import dev.godwit.testkit.kit.Ability;
import dev.godwit.testkit.kit.KeyColumn;
import dev.godwit.testkit.kit.KeyKind;
import dev.godwit.testkit.kit.StoreUnderTest;
import dev.godwit.testkit.kit.TestStore;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Databases of one PostgreSQL server in one setting: one for each store name. */
final class PostgresUnderTest implements StoreUnderTest {
    private static final List<KeyColumn> KEYS = List.of(
            new KeyColumn(KeyKind.INTEGER_OF_8_BYTES, "bigint"),
            new KeyColumn(KeyKind.TEXT, "text collate \"en-x-icu\""),
            new KeyColumn(KeyKind.INTEGER_OF_4_BYTES, "integer"),
            new KeyColumn(KeyKind.INTEGER_OF_2_BYTES, "smallint"),
            new KeyColumn(KeyKind.UUID_VALUE, "uuid"),
            new KeyColumn(KeyKind.TEXT, "text"),
            new KeyColumn(KeyKind.TEXT, "text collate \"C\""),
            new KeyColumn(KeyKind.TEXT, "varchar(40) collate \"und-x-icu\""));

    private final KitServer server;
    private final Setting setting;
    private final String version;
    private final int number;
    private final Optional<PostgresUnderTest> ordinary;
    private final SystemTime time = new SystemTime();
    private final Tasks tasks = new ThreadTasks();
    private final Map<StoreName, HikariDataSource> databases = new ConcurrentHashMap<>();

    private PostgresUnderTest(KitServer server, int number, Optional<PostgresUnderTest> ordinary) {
        this.server = server;
        this.number = number;
        this.setting = Setting.ALL.get(number);
        this.version = server.version();
        this.ordinary = ordinary;
    }

    /** One for each setting, the ordinary one first. */
    /** A server in some of the settings, the ordinary one among them. */
    static List<StoreUnderTest> in(KitServer server, Collection<Setting> settings) {
        PostgresUnderTest first = new PostgresUnderTest(server, 0, Optional.empty());
        return IntStream.range(0, Setting.ALL.size())
                .filter(i -> settings.contains(Setting.ALL.get(i)))
                .mapToObj(i -> i == 0 ? first : new PostgresUnderTest(server, i, Optional.of(first)))
                .map(StoreUnderTest.class::cast)
                .toList();
    }

    @Override
    public String name() {
        return version + ", " + setting.name();
    }

    @Override
    public List<KeyColumn> keyColumns() {
        return setting.everyKey() ? KEYS : KEYS.subList(0, 2);
    }

    @Override
    public Set<Ability> lacks() {
        return setting.durability() ? EnumSet.noneOf(Ability.class) : EnumSet.of(Ability.CRASHES);
    }

    @Override
    public TestStore open(StoreName name, Keyspace keyspace, KeyColumn key) {
        HikariDataSource application = databases.computeIfAbsent(name, this::createDatabase);
        return PostgresTestStore.create(
                new PostgresTestStore.Place(server, databaseName(name), application, setting.rowSecurity()),
                name,
                keyspace,
                key);
    }

    private HikariDataSource createDatabase(StoreName name) {
        String database = databaseName(name);
        server.execute("postgres", "create database " + database);
        server.execute(database, setting.preparation().toArray(String[]::new));
        server.execute("postgres", "grant create on database " + database + " to " + KitServer.MOVER);
        for (String value : setting.settings()) {
            server.execute("postgres", "alter database " + database + " set " + value);
        }
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(server.url(database));
        pool.setUsername(KitServer.APPLICATION);
        pool.setMaximumPoolSize(10);
        pool.setMinimumIdle(0);
        pool.setAutoCommit(false);
        return pool;
    }

    private String databaseName(StoreName name) {
        return "kit_" + number + "_" + name;
    }

    @Override
    public StoreUnderTest ordinary() {
        return ordinary.orElse(this);
    }

    @Override
    public TimeSource time() {
        return time;
    }

    @Override
    public Waiting start(Runnable work) {
        AtomicReference<Optional<Throwable>> failure = new AtomicReference<>(Optional.empty());
        Tasks.Task task = tasks.start("kit", () -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                failure.set(Optional.of(e));
            }
        });
        while (!task.finished() && nobodyWaits()) {
            KitServer.pause(time);
        }
        return () -> {
            try {
                task.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            return failure.get();
        };
    }

    private boolean nobodyWaits() {
        return server.query("postgres", "select 'x' from pg_catalog.pg_locks where not granted")
                .isEmpty();
    }

    @Override
    public void crash() {
        server.crash();
        databases.values().stream()
                .filter(HikariDataSource::isRunning)
                .forEach(pool -> pool.getHikariPoolMXBean().softEvictConnections());
    }

    @Override
    public void close() {
        databases.values().forEach(HikariDataSource::close);
    }
}
