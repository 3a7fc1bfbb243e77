package dev.godwit.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.SystemTime;
import dev.godwit.core.Tasks;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.TimeSource;
import dev.godwit.testkit.SettableTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrafficSplitTest {
    private final SharedChance chance = new SharedChance(7);
    private final SettableTime time = new SettableTime();
    private final TrafficSplit<String> split = new TrafficSplit<>(time);

    @Test
    void nothingIsChosenWhereNothingIs() {
        assertThat(split.enter(chance)).isEmpty();
    }

    @Test
    void requestsGoByWeight() {
        join("1", 99);
        join("2", 1);
        Map<String, Integer> seen = ask(100_000);
        assertThat(seen.get("2")).isBetween(850, 1_150);
        split.weigh(Map.of("1", 50, "2", 50));
        assertThat(ask(100_000).get("2")).isBetween(49_000, 51_000);
        split.weigh(Map.of("1", 0, "2", 100));
        assertThat(ask(1_000)).containsOnlyKeys("2");
    }

    @Test
    void aStandbyHelpsOutWhileTheOtherIsDown() {
        join("1", 0);
        join("2", 100);
        assertThat(ask(100)).containsOnlyKeys("2");
        split.down("2");
        assertThat(ask(100)).containsOnlyKeys("1");
        split.up("2");
        assertThat(ask(100)).containsOnlyKeys("2");
        split.down("2");
        split.retire("1");
        assertThat(split.enter(chance)).isEmpty();
    }

    @Test
    void aRetiredVersionEndsWhatItHasAndGetsNothingNew() throws InterruptedException {
        join("1", 100);
        Passage<String> open = split.enter(chance).orElseThrow();
        join("2", 0);
        split.retire("1");
        assertThat(ask(100)).containsOnlyKeys("2");
        assertThat(split.awaitIdle("1", Duration.ofSeconds(3))).isEqualTo(1);
        assertThat(time.monotonicNanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
        open.succeeded();
        open.close();
        assertThat(split.awaitIdle("1", Duration.ofSeconds(3))).isZero();
        split.join(version("1"));
        assertThat(ask(100)).containsOnlyKeys("1");
    }

    @Test
    void eachEndIsCountedOnceAsWhatItWas() {
        join("1", 100);
        try (Passage<String> passage = split.enter(chance).orElseThrow()) {
            time.advance(Duration.ofMillis(20));
            passage.succeeded();
            passage.failed();
        }
        split.enter(chance).orElseThrow().failed();
        split.enter(chance).orElseThrow().close();
        VersionShare share = split.shares().getFirst();
        assertThat(share.inFlight()).isZero();
        assertThat(share.figures().answered()).isEqualTo(2);
        assertThat(share.figures().failed()).isEqualTo(1);
        assertThat(share.figures().lost()).isEqualTo(1);
        assertThat(share.figures().p99()).isBetween(Duration.ofMillis(19), Duration.ofMillis(21));
    }

    @Test
    void noRequestSlipsIntoAVersionThatIsIdleAndRetired() throws InterruptedException {
        TimeSource real = new SystemTime();
        TrafficSplit<AtomicBoolean> busy = new TrafficSplit<>(real);
        AtomicLong asked = new AtomicLong();
        AtomicInteger slipped = new AtomicInteger();
        AtomicBoolean end = new AtomicBoolean();
        List<Tasks.Task> clients = new ArrayList<>();
        AtomicBoolean first = new AtomicBoolean(true);
        busy.join(new ServiceVersion<>(new FakeInstance("0", real), first));
        busy.weigh(Map.of("0", 100));
        ThreadTasks tasks = new ThreadTasks();
        for (int client = 0; client < 4; client++) {
            clients.add(tasks.start("client", () -> {
                while (!end.get()) {
                    try (Passage<AtomicBoolean> passage = busy.enter(chance).orElseThrow()) {
                        // Whoever is stopped while it has a request has lost it.
                        slipped.addAndGet(passage.service().get() ? 0 : 1);
                        asked.incrementAndGet();
                        slipped.addAndGet(passage.service().get() ? 0 : 1);
                        passage.succeeded();
                    }
                }
            }));
        }
        AtomicBoolean running = first;
        for (int release = 1; release <= 2_000; release++) {
            AtomicBoolean next = new AtomicBoolean(true);
            busy.join(new ServiceVersion<>(new FakeInstance("" + release, real), next));
            busy.weigh(Map.of("" + (release - 1), 50, "" + release, 50));
            busy.weigh(Map.of("" + release, 100));
            busy.retire("" + (release - 1));
            assertThat(busy.awaitIdle("" + (release - 1), Duration.ofSeconds(10)))
                    .isZero();
            running.set(false);
            busy.leave("" + (release - 1));
            running = next;
        }
        end.set(true);
        for (Tasks.Task client : clients) {
            client.join();
        }
        assertThat(slipped).hasValue(0);
        assertThat(asked.get()).isGreaterThan(2_000);
    }

    private ServiceVersion<String> version(String name) {
        return new ServiceVersion<>(new FakeInstance(name, time), name);
    }

    private void join(String name, int weight) {
        split.join(version(name));
        split.weigh(Map.of(name, weight));
    }

    private Map<String, Integer> ask(int times) {
        Map<String, Integer> seen = new TreeMap<>();
        for (int request = 0; request < times; request++) {
            Passage<String> passage = split.enter(chance).orElseThrow();
            seen.merge(passage.service(), 1, Integer::sum);
            passage.succeeded();
        }
        return seen;
    }
}
