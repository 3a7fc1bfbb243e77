package dev.godwit.engine.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.KeyspaceOverview.Lease;
import dev.godwit.core.KeyspaceOverview.RouterSeen;
import dev.godwit.testkit.SettableTime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaseRegistryTest {
    private static final Duration LENGTH = Duration.ofSeconds(1);

    private final SettableTime time = new SettableTime();
    private boolean leads = true;
    private LeaseRegistry leases =
            new LeaseRegistry(time, new LeaseTerms(LENGTH, Duration.ofMillis(300)), 0, () -> leads);

    @Test
    void aServerThatHasJustStartedWaitsAFullLeaseForRoutersThatItDoesNotKnow() throws InterruptedException {
        long waited = await(7);
        assertThat(waited).isGreaterThan(LENGTH.toNanos());
    }

    @Test
    void nobodyIsWaitedForWhenAllHaveAcknowledged() throws InterruptedException {
        time.advance(LENGTH.multipliedBy(2));
        leases.asked("r1", 7);
        leases.asked("r2", 8);
        assertThat(await(7)).isZero();
    }

    @Test
    void aServerThatHasLostTheLeadWaitsForLeasesThatAnotherOneMayHaveGranted() throws InterruptedException {
        time.advance(LENGTH.multipliedBy(2));
        leases.asked("r1", 7);
        leads = false;
        assertThat(await(7)).isGreaterThan(LENGTH.toNanos());
    }

    @Test
    void aRouterThatHasNotAcknowledgedIsWaitedForUntilItsLeaseIsOver() throws InterruptedException {
        time.advance(LENGTH.multipliedBy(2));
        leases.asked("r1", 7);
        leases.asked("late", 6);
        assertThat(await(7)).isGreaterThan(LENGTH.toNanos() - 1);
    }

    @Test
    void aRouterThatHasLeftOrLapsedIsNotWaitedFor() throws InterruptedException {
        time.advance(LENGTH.multipliedBy(2));
        leases.asked("left", 6);
        leases.leave("left");
        leases.asked("lapsed", 6);
        time.advance(LENGTH.plusNanos(1));
        assertThat(await(7)).isZero();
        assertThat(leases.live()).isEmpty();
    }

    @Test
    void aRouterThatHasLapsedGoesOnFromWhatItHasAppliedAndOneThatHasLeftBeginsAnew() {
        leases.asked("left", 6);
        leases.leave("left");
        leases.asked("lapsed", 6);
        time.advance(LENGTH.plusNanos(1));
        assertThat(leases.live()).isEmpty();
        assertThat(leases.knows("lapsed")).isTrue();
        assertThat(leases.knows("left")).isFalse();
        assertThat(leases.knows("stranger")).isFalse();
    }

    @Test
    void anAnswerThatIsUnderWayIsWaitedForFromTheMomentTheRouterAsked() throws InterruptedException {
        time.advance(LENGTH.multipliedBy(2));
        leases.asked("slow", 6);
        time.advance(Duration.ofMillis(900));
        // The answer with old placements has not been sent yet; the router counts from before it asked.
        long waited = await(7);
        assertThat(waited).isGreaterThanOrEqualTo(Duration.ofMillis(100).toNanos());
    }

    @Test
    void aRegistryThatCameLaterInATermIsTrustedFromItsBeginningOn() throws InterruptedException {
        time.advance(LENGTH.multipliedBy(2));
        leases = new LeaseRegistry(time, new LeaseTerms(LENGTH, Duration.ofMillis(300)), 0, () -> leads);
        assertThat(await(7)).isZero();
    }

    @Test
    void routersAreSeenByNameWithTheStateOfTheirLeases() {
        leases.asked("b", 7);
        leases.asked("a", -1);
        leases.asked("left", 1);
        leases.leave("left");
        time.advance(Duration.ofMillis(900));
        leases.asked("a", -1);
        time.advance(Duration.ofMillis(600));

        assertThat(leases.seen())
                .containsExactly(
                        new RouterSeen(Optional.of("a"), Lease.HELD, Optional.empty(), Duration.ofMillis(600)),
                        new RouterSeen(Optional.of("b"), Lease.LAPSED, Optional.empty(), Duration.ofMillis(1_500)));
    }

    private long await(long revision) throws InterruptedException {
        long start = time.monotonicNanos();
        leases.awaitAcknowledged(revision, start);
        return time.monotonicNanos() - start;
    }
}
