package dev.godwit.notely.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import dev.godwit.testkit.SettableTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GateTest {
    private final TimeSource time = new SystemTime();
    private final Gate gate = new Gate(time);
    private final AtomicReference<Boolean> passed = new AtomicReference<>();

    @Test
    void who_comes_to_a_shut_gate_waits_until_it_is_opened() throws InterruptedException {
        gate.set(Gate.State.SHUT);
        Thread user = comeToTheGate();
        await().until(() -> user.getState() == Thread.State.TIMED_WAITING);
        assertThat(passed).hasNullValue();
        gate.set(Gate.State.OPEN);
        user.join();

        assertThat(passed).hasValue(true);
    }

    @Test
    void the_end_wakes_who_waits_and_is_for_good() throws InterruptedException {
        gate.set(Gate.State.SHUT);
        Thread user = comeToTheGate();
        await().until(() -> user.getState() == Thread.State.TIMED_WAITING);
        gate.set(Gate.State.ENDED);
        user.join();
        gate.set(Gate.State.OPEN);

        assertThat(passed).hasValue(false);
        assertThat(gate.pass(time.monotonicNanos())).isFalse();
    }

    @Test
    void an_open_gate_is_passed_when_the_moment_has_come() throws InterruptedException {
        SettableTime settable = new SettableTime();
        long moment = Duration.ofSeconds(3).toNanos();

        assertThat(new Gate(settable).pass(moment)).isTrue();
        assertThat(settable.monotonicNanos()).isEqualTo(moment);
    }

    private Thread comeToTheGate() {
        return Thread.ofPlatform().start(() -> {
            try {
                passed.set(gate.pass(time.monotonicNanos()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
