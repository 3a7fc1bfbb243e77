package dev.godwit.testkit.kit;

import dev.godwit.core.Keyspace;
import dev.godwit.core.StoreName;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.testkit.MemoryDatabase;
import dev.godwit.testkit.SeededScheduler;
import dev.godwit.testkit.SimulatedProcess;
import dev.godwit.testkit.StoreLaws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** The databases in memory on which simulations run: each law is a task of a scheduler of its own time. */
final class MemoryUnderTest implements StoreUnderTest {
    private static final Duration LONG_ENOUGH_TO_WAIT = Duration.ofMillis(1);

    private final SeededScheduler scheduler = new SeededScheduler(1);
    private final SimulatedProcess process = scheduler.process("kit");
    private final List<MemoryDatabase> databases = new ArrayList<>();

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<KeyColumn> keyColumns() {
        return List.of(new KeyColumn(KeyKind.TEXT, "text"));
    }

    @Override
    public Set<Ability> lacks() {
        return EnumSet.of(Ability.KEY_KINDS, Ability.HIDES_ROWS, Ability.RUNS_AT_ONCE);
    }

    @Override
    public TestStore open(StoreName name, Keyspace keyspace, KeyColumn key) {
        MemoryDatabase database = new MemoryDatabase(name, keyspace, process, StoreLaws.REAL);
        databases.add(database);
        return new MemoryTestStore(database);
    }

    @Override
    public StoreUnderTest ordinary() {
        return this;
    }

    @Override
    public TimeSource time() {
        return process;
    }

    /** Waits are possible in tasks only. */
    @Override
    public void run(Runnable law) {
        process.start("law", law);
        while (scheduler.step()) {
            // on to the next event
        }
        scheduler.takeFailure().ifPresent(failure -> {
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw (Error) failure;
        });
    }

    @Override
    public Waiting start(Runnable work) {
        AtomicReference<Optional<Throwable>> failure = new AtomicReference<>(Optional.empty());
        Tasks.Task task = process.start("somebody", () -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                failure.set(Optional.of(e));
            }
        });
        process.pass(LONG_ENOUGH_TO_WAIT);
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
        databases.forEach(MemoryDatabase::crash);
    }

    @Override
    public void close() {
        databases.clear();
    }
}
