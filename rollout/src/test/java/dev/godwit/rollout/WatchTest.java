package dev.godwit.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Tasks;
import dev.godwit.testkit.SettableTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchTest {
    private final SettableTime time = new SettableTime();
    private final FakeInstance instance = new FakeInstance("1", time);
    private final List<String> news = new ArrayList<>();
    private final Watch watch = new Watch(time, WatchTest::never, new Watch.Listener() {
        @Override
        public void down(Instance which, String reason) {
            news.add("down: " + reason);
        }

        @Override
        public void up(Instance which) {
            news.add("up");
        }

        @Override
        public void givenUp(Instance which, String reason) {
            news.add("given up: " + reason);
        }
    });

    /** The test looks itself. */
    private static Tasks.Task never(String name, Runnable work) {
        return new Tasks.Task() {
            @Override
            public void cancel() {}

            @Override
            public void join() {}

            @Override
            public boolean finished() {
                return true;
            }
        };
    }

    @Test
    void whatDiedIsStartedAgainWithinTwoSeconds() throws InterruptedException {
        begin();
        instance.crash();
        pass(Duration.ofSeconds(3));
        assertThat(instance.ready()).isTrue();
        assertThat(instance.starts).isEqualTo(2);
        assertThat(news).containsExactly("down: died, exit code 1", "up");
    }

    @Test
    void whatDiesAgainAndAgainIsGivenUpAfterFiveStartsWithPausesThatGrow() throws InterruptedException {
        begin();
        instance.diesAtStart = true;
        instance.crash();
        pass(Duration.ofSeconds(2 + 1 + 2 + 4));
        assertThat(instance.starts).isEqualTo(1 + 4);
        assertThat(watch.givenUp(instance)).isEmpty();
        pass(Duration.ofSeconds(9));
        assertThat(instance.starts).isEqualTo(1 + 5);
        assertThat(watch.givenUp(instance).orElseThrow()).contains("started again 5 times");
        assertThat(news).hasSize(2).last().asString().startsWith("given up");
        pass(Duration.ofMinutes(5));
        assertThat(instance.starts).isEqualTo(1 + 5);
        instance.diesAtStart = false;
        instance.start();
        watch.add(instance);
        assertThat(watch.givenUp(instance)).isEmpty();
    }

    @Test
    void aMinuteOfHealthIsForgiveness() throws InterruptedException {
        begin();
        for (int crash = 0; crash < 4; crash++) {
            instance.crash();
            pass(Duration.ofSeconds(12));
        }
        assertThat(instance.starts).isEqualTo(1 + 4);
        pass(Duration.ofSeconds(61));
        for (int crash = 0; crash < 5; crash++) {
            instance.crash();
            pass(Duration.ofSeconds(20));
        }
        assertThat(instance.starts).isEqualTo(1 + 4 + 5);
        assertThat(instance.ready()).isTrue();
        instance.crash();
        pass(Duration.ofSeconds(3));
        assertThat(instance.starts).isEqualTo(1 + 4 + 5);
        assertThat(watch.givenUp(instance)).isPresent();
    }

    @Test
    void whatLivesAndDoesNotWorkIsStoppedAndStartedAgain() throws InterruptedException {
        begin();
        instance.sick = true;
        pass(Duration.ofSeconds(3));
        assertThat(instance.starts).isEqualTo(1);
        pass(Duration.ofSeconds(2));
        instance.sick = false;
        pass(Duration.ofSeconds(2));
        assertThat(instance.starts).isEqualTo(2);
        assertThat(news).containsExactly("down: was unhealthy 3 times", "up");
    }

    @Test
    void whatDoesNotGetReadyIsStartedAgain() throws InterruptedException {
        begin();
        instance.startTime = Duration.ofSeconds(11);
        instance.crash();
        pass(Duration.ofSeconds(12));
        instance.startTime = Duration.ZERO;
        pass(Duration.ofSeconds(4));
        assertThat(instance.starts).isEqualTo(3);
        assertThat(instance.ready()).isTrue();
    }

    @Test
    void whatIsNoLongerWatchedStaysDown() throws InterruptedException {
        begin();
        watch.remove(instance);
        instance.crash();
        pass(Duration.ofMinutes(1));
        assertThat(instance.starts).isEqualTo(1);
    }

    private void begin() {
        instance.start();
        time.advance(instance.startTime);
        watch.add(instance);
    }

    private void pass(Duration span) throws InterruptedException {
        long start = time.monotonicNanos();
        while (time.since(start).compareTo(span) < 0) {
            Duration left = span.minus(time.since(start));
            Duration wanted = watch.look();
            time.advance(wanted.compareTo(left) < 0 ? wanted : left);
        }
    }
}
