package dev.godwit.jdbc.kit;

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** SQLite files in one setting: one for each store name. */
final class SqliteUnderTest implements StoreUnderTest {
    private static final List<KeyColumn> KEYS = List.of(
            new KeyColumn(KeyKind.INTEGER_OF_8_BYTES, "integer"),
            new KeyColumn(KeyKind.TEXT, "text"),
            new KeyColumn(KeyKind.INTEGER_OF_8_BYTES, "bigint"),
            new KeyColumn(KeyKind.UUID_VALUE, "char(36)"),
            new KeyColumn(KeyKind.TEXT, "varchar(40)"));

    /** Long enough that work which waits for nobody has ended. */
    private static final Duration BEFORE_IT_WAITS = Duration.ofMillis(30);

    private final SqliteSetting setting;
    private final Optional<SqliteUnderTest> ordinary;
    private final Path folder;
    private final SystemTime time = new SystemTime();
    private final Tasks tasks = new ThreadTasks();
    private final Map<StoreName, SqliteFile> files = new ConcurrentHashMap<>();

    private SqliteUnderTest(SqliteSetting setting, Optional<SqliteUnderTest> ordinary) {
        this.setting = setting;
        this.ordinary = ordinary;
        try {
            this.folder = Files.createTempDirectory("godwit-sqlite");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One for each setting, the ordinary one first. */
    static List<StoreUnderTest> all() {
        SqliteUnderTest first = new SqliteUnderTest(SqliteSetting.ALL.getFirst(), Optional.empty());
        return Stream.concat(
                        Stream.of(first),
                        SqliteSetting.ALL.stream()
                                .skip(1)
                                .map(setting -> new SqliteUnderTest(setting, Optional.of(first))))
                .map(StoreUnderTest.class::cast)
                .toList();
    }

    @Override
    public String name() {
        return "SQLite, " + setting.name();
    }

    @Override
    public List<KeyColumn> keyColumns() {
        return setting.everyKey() ? KEYS : KEYS.subList(0, 2);
    }

    @Override
    public Set<Ability> lacks() {
        return setting.lacks();
    }

    @Override
    public TestStore open(StoreName name, Keyspace keyspace, KeyColumn key) {
        SqliteFile file = files.computeIfAbsent(
                name, store -> SqliteFile.create(folder.resolve(store + ".db"), setting.file(), setting.connection()));
        return SqliteTestStore.create(file, setting, name, keyspace, key);
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
        try {
            time.sleep(BEFORE_IT_WAITS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
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

    @Override
    public void crash() {
        throw new UnsupportedOperationException("a library crashes with its process");
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
