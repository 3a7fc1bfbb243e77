package dev.godwit.notely.load;

import dev.godwit.core.TimeSource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Simulated users at work, all at once. Each makes an account, writes, reads, lists and deletes notes, and checks every answer
 * against what it remembers; see {@link LoadSettings}. Started once and stopped once. Thread-safe.
 */
public final class LoadGenerator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoadGenerator.class);
    private static final DateTimeFormatter TIME_OF_DAY =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final double NANOS_PER_SECOND = 1e9;

    private final LoadSettings settings;
    private final TimeSource time;
    private final SplittableGenerator chance;
    private final NotelyClient client;
    private final AnswerReader reader = new AnswerReader();
    private final Gate gate;
    private final Tally tally;
    private final Queue<Memory> memories = new ConcurrentLinkedQueue<>();
    private final List<Thread> users = new CopyOnWriteArrayList<>();
    private volatile OptionalLong startedAtNanos = OptionalLong.empty();
    private volatile OptionalLong endedAtNanos = OptionalLong.empty();

    /**
     * Nothing happens yet.
     *
     * @param chance makes the same users do the same for the same seed, as far as the answers are the same
     * @param misses told of each miss, by the thread of its user
     */
    public LoadGenerator(LoadSettings settings, TimeSource time, SplittableGenerator chance, Consumer<Miss> misses) {
        this.settings = settings;
        this.time = time;
        this.chance = chance;
        this.client = new NotelyClient(time, settings.server(), settings.deadline());
        this.gate = new Gate(time);
        this.tally = new Tally(time, misses);
    }

    /** Starts all users. */
    public synchronized void start() {
        if (!users.isEmpty()) {
            throw new IllegalStateException("the load was started before");
        }
        startedAtNanos = OptionalLong.of(time.monotonicNanos());
        Instant now = time.wallClock();
        for (int number = 1; number <= settings.concurrency(); number++) {
            String name = "LoadTestUser" + number + "_" + TIME_OF_DAY.format(now);
            String cohort =
                    settings.cohorts().get((number - 1) % settings.cohorts().size());
            SplittableGenerator own = chance.split();
            Ids ids = new Ids(own.split(), now.toEpochMilli() * number);
            users.add(Thread.ofVirtual().name(name).start(() -> use(name, cohort, own, ids)));
        }
    }

    /** Users finish what they are doing and then wait. */
    public void pause() {
        gate.set(Gate.State.SHUT);
    }

    /** Users go on. */
    public void resume() {
        gate.set(Gate.State.OPEN);
    }

    /**
     * Ends the load for good, when each user has had the answer that it waits for.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public synchronized void stop() throws InterruptedException {
        gate.set(Gate.State.ENDED);
        for (Thread user : users) {
            user.join();
        }
        if (endedAtNanos.isEmpty()) {
            endedAtNanos = OptionalLong.of(time.monotonicNanos());
        }
    }

    /** How far it is. */
    public LoadProgress progress() {
        return new LoadProgress(
                state(), seconds(), memories.size(), notes(), tally.operations(), tally.misses(), tally.errors());
    }

    /** What has come of it so far. */
    public LoadReport report() {
        return LoadReport.of(tally, seconds(), memories.size(), notes());
    }

    /** The accounts that were made so far. */
    public List<UUID> accounts() {
        return memories.stream().map(Memory::account).toList();
    }

    /**
     * Compares every note with what its user remembers. To be called when the load has been stopped.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public WholeLook look() throws InterruptedException {
        if (gate.state() != Gate.State.ENDED) {
            throw new IllegalStateException("the users are still at work");
        }
        return new WholeLooker(client, reader).look(memories);
    }

    /** Ends all at once, without waiting for answers. */
    @Override
    public void close() {
        gate.set(Gate.State.ENDED);
        users.forEach(Thread::interrupt);
        client.close();
    }

    private void use(String name, String cohort, SplittableGenerator own, Ids ids) {
        try {
            Memory memory = new Memory(ids.next());
            AccountStart account = new AccountStart(client, reader, gate, tally, time);
            if (account.make(memory.account(), name, cohort)) {
                memories.add(memory);
                Visit visit = new Visit(time, client, reader, tally, memory, settings.deadline());
                new SimulatedUser(time, settings, gate, tally, own, ids, memory, visit).run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            tally.error("fault of the load generator");
            LOG.error("{} failed", name, e);
        }
    }

    private LoadProgress.State state() {
        return switch (gate.state()) {
            case ENDED -> LoadProgress.State.ENDED;
            case SHUT -> LoadProgress.State.PAUSED;
            case OPEN -> startedAtNanos.isEmpty() ? LoadProgress.State.NOT_STARTED : LoadProgress.State.RUNNING;
        };
    }

    private double seconds() {
        OptionalLong start = startedAtNanos;
        if (start.isEmpty()) {
            return 0;
        }
        long end = endedAtNanos.orElseGet(time::monotonicNanos);
        return (end - start.getAsLong()) / NANOS_PER_SECOND;
    }

    private long notes() {
        return memories.stream().mapToLong(Memory::size).sum();
    }
}
