package dev.godwit.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ShadowTrafficTest {
    private final ShadowTraffic<Supplier<String>> shadow = new ShadowTraffic<>(new ThreadTasks());
    private final Supplier<String> running = () -> "a";

    @Test
    void nothingIsAskedWhereNothingIsTried() {
        shadow.offer(running, Supplier::get, "a");
        assertThat(shadow.active()).isFalse();
        assertThat(shadow.figures()).isEqualTo(ShadowFigures.NONE);
    }

    @Test
    void answersAreComparedAndTheRunningVersionIsAskedAgainBeforeADifferenceCounts() {
        begin(() -> "a");
        shadow.offer(running, Supplier::get, "a");
        assertThat(awaited(figures -> figures.compared() == 1).differing()).isZero();
        begin(() -> "b");
        shadow.offer(running, Supplier::get, "a");
        ShadowFigures differing = awaited(figures -> figures.differing() == 1);
        assertThat(differing.compared()).isEqualTo(1);
        assertThat(differing.lastDifference()).isEqualTo("a was answered, the new version says b");
        // The value has changed since: both say b now.
        shadow.offer(() -> "b", Supplier::get, "a");
        shadow.offer(() -> "c", Supplier::get, "a");
        assertThat(awaited(figures -> figures.changed() == 2).compared()).isEqualTo(1);
    }

    @Test
    void noAnswerIsNoDifference() {
        begin(() -> {
            throw new IllegalStateException("gone");
        });
        shadow.offer(running, Supplier::get, "a");
        assertThat(awaited(figures -> figures.lost() == 1).compared()).isZero();
    }

    @Test
    void whoeverOffersNeverWaitsAndWhatIsTooMuchIsDroppedAndCounted() {
        CountDownLatch stuck = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        begin(() -> {
            asked.incrementAndGet();
            try {
                stuck.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "a";
        });
        shadow.offer(running, Supplier::get, "a");
        await().until(() -> asked.get() == 1);
        for (int request = 0; request < 1_500; request++) {
            shadow.offer(running, Supplier::get, "a");
        }
        assertThat(shadow.figures().dropped()).isEqualTo(500);
        stuck.countDown();
        assertThat(awaited(figures -> figures.compared() == 1_001).differing()).isZero();
    }

    private void begin(Supplier<String> next) {
        shadow.end();
        shadow.begin(new ServiceVersion<>(new FakeInstance("2", new SystemTime()), next));
    }

    private ShadowFigures awaited(Predicate<ShadowFigures> wanted) {
        return await().until(shadow::figures, wanted);
    }
}
