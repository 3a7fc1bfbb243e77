package dev.godwit.notely.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class WriterTurnsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void whoEndsItsTurnAndWantsTheNextOneWaitsBehindWhoHasWaited() throws InterruptedException {
        WriterTurns turns = new WriterTurns(true, PATIENCE);
        List<String> order = new CopyOnWriteArrayList<>();
        assertThat(turns.begin()).isTrue();
        Thread patient = Thread.ofPlatform().start(() -> take(turns, "patient", order));
        Awaitility.await().until(() -> patient.getState() == Thread.State.TIMED_WAITING);
        turns.end();
        take(turns, "again", order);
        patient.join();
        assertThat(order).containsExactly("patient", "again");
    }

    @Test
    void whoseTurnDoesNotComeIsTold() {
        WriterTurns turns = new WriterTurns(true, Duration.ZERO);
        assertThat(turns.begin()).isTrue();
        assertThat(turns.begin()).isFalse();
    }

    @Test
    void aServerHasRoomForEverybody() {
        WriterTurns turns = new WriterTurns(false, Duration.ZERO);
        assertThat(turns.begin()).isTrue();
        assertThat(turns.begin()).isTrue();
    }

    private static void take(WriterTurns turns, String who, List<String> order) {
        assertThat(turns.begin()).isTrue();
        order.add(who);
        turns.end();
    }
}
