package dev.godwit.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Step;
import dev.godwit.rollout.ReleaseStatus.State;
import dev.godwit.testkit.WorkflowTrial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ReleaseTest {
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final Town town = new Town();
    private final TrafficSplit<FakeInstance> traffic = town.fleet.traffic();

    @ParameterizedTest
    @EnumSource
    void everyStepIsDoneUndoneAndDoneAgainWhateverCrashesAndNobodyGoesUnanswered(ReleaseKind kind) throws Exception {
        ServiceVersion<FakeInstance> old = town.first("1");
        ServiceVersion<FakeInstance> next = town.version("2");
        Release<FakeInstance> release = town.release(kind, next, Duration.ofSeconds(2));
        new WorkflowTrial(release.workflow(), town::context, new Witness(old, next), 3).run();
        assertThat(town.unanswered).isZero();
        assertThat(town.wantedBack).isEmpty();
        assertThat(old.instance().alive()).isFalse();
        assertThat(traffic.shares()).extracting(VersionShare::version).containsExactly("2");
        assertThat(town.fleet.current()).contains(next);
        assertThat(release.status().state()).isEqualTo(State.DONE);
    }

    @ParameterizedTest
    @EnumSource
    void everyStepIsKnownThatAnInterruptedReleaseMayHaveBegun(ReleaseKind kind) throws Exception {
        assertThat(steps(town.release(kind, town.version("1"), OVERLAP))).isSubsetOf(InterruptedRelease.STEPS);
        town.first("1");
        assertThat(steps(town.release(kind, town.version("2"), OVERLAP))).isSubsetOf(InterruptedRelease.STEPS);
    }

    private static List<String> steps(Release<?> release) {
        return release.workflow().steps().stream().map(Step::name).toList();
    }

    /** Looks at the instances and the traffic themselves. */
    private final class Witness implements WorkflowTrial.Witness {
        private final ServiceVersion<FakeInstance> old;
        private final ServiceVersion<FakeInstance> next;
        private final List<Integer> weights = new ArrayList<>();

        Witness(ServiceVersion<FakeInstance> old, ServiceVersion<FakeInstance> next) {
            this.old = old;
            this.next = next;
        }

        @Override
        public void before(Step step) {
            weights.add(traffic.weight("2"));
        }

        @Override
        public void done(Step step) {
            assertThat(next.instance().ready()).isTrue();
            assertThat(old.instance().alive()).isEqualTo(!step.name().equals("stop-old"));
        }

        @Override
        public void undone(Step step) {
            town.context(step).forget();
            assertThat(traffic.weight("2")).isEqualTo(weights.getLast());
            assertThat(old.instance().ready()).isTrue();
            assertThat(next.instance().alive()).isEqualTo(!step.name().equals("launch"));
            assertThat(traffic.takesRequests("1")).isEqualTo(!step.name().equals("stop-old"));
            assertThat(town.fleet.current()).contains(old);
            assertThat(town.fleet.shadow().active()).isFalse();
        }
    }

    @Test
    void aRollingReleaseGivesHalfToEachForTheOverlap() throws Exception {
        town.first("1");
        town.answers.clear();
        Release<FakeInstance> release = town.release(ReleaseKind.ROLLING, town.version("2"), OVERLAP);
        List<ReleaseStatus> halfway = new ArrayList<>();
        town.meanwhile = () -> {
            if (halfway.isEmpty() && release.status().progress() >= 0.5) {
                halfway.add(release.status());
            }
        };
        town.run(release);
        ReleaseStatus status = halfway.getFirst();
        assertThat(status.state()).isEqualTo(State.OBSERVING);
        assertThat(status.left()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
        assertThat(status.versions()).extracting(VersionShare::weight).containsExactly(50, 50);
        assertThat((double) town.answers.get("1") / town.answers.get("2")).isBetween(0.8, 1.3);
        assertThat(release.status().progress()).isEqualTo(1);
        assertThat(release.status().left()).isZero();
        assertThat(town.unanswered).isZero();
    }

    @Test
    void aWeightedReleaseGoesUpInSteps() throws Exception {
        town.first("1");
        Release<FakeInstance> release = town.release(ReleaseKind.WEIGHTED, town.version("2"), OVERLAP);
        List<Integer> seen = new ArrayList<>();
        town.meanwhile = () -> {
            int weight = traffic.weight("2");
            if (seen.isEmpty() || seen.getLast() != weight) {
                seen.add(weight);
            }
        };
        town.run(release);
        assertThat(seen).containsExactly(0, 1, 5, 25, 50, 100);
        assertThat(release.status().state()).isEqualTo(State.DONE);
        assertThat(town.unanswered).isZero();
    }

    @Test
    void theOldVersionStandsByWhileABlueGreenReleaseIsYoung() throws Exception {
        ServiceVersion<FakeInstance> old = town.first("1");
        ServiceVersion<FakeInstance> next = town.version("2");
        List<Integer> helped = new ArrayList<>();
        town.meanwhile = () -> {
            if (helped.isEmpty()
                    && town.fleet.current().equals(Optional.of(old))
                    && traffic.weight("2") == 100
                    && old.instance().alive()) {
                next.service().crash();
                traffic.down("2");
                helped.add(town.answers.get("1"));
            }
        };
        town.run(town.release(ReleaseKind.BLUE_GREEN, next, OVERLAP));
        assertThat(town.answers.get("1")).isGreaterThan(helped.getFirst() + 50);
        assertThat(town.unanswered).isZero();
    }

    @Test
    void theOldVersionLivesUntilItsLastRequestHasEnded() throws Exception {
        ServiceVersion<FakeInstance> old = town.first("1");
        Passage<FakeInstance> last = traffic.enter(new SharedChance(1)).orElseThrow();
        AtomicInteger millisRetired = new AtomicInteger();
        town.meanwhile = () -> {
            if (!traffic.takesRequests("1") && millisRetired.incrementAndGet() == 3_000) {
                assertThat(last.service().ask()).isEqualTo("1");
                last.succeeded();
            }
        };
        Release<FakeInstance> release = town.release(ReleaseKind.ROLLING, town.version("2"), OVERLAP);
        town.run(release);
        assertThat(millisRetired.get()).isGreaterThan(3_000);
        assertThat(old.instance().alive()).isFalse();
        assertThat(notes(release, "hand-over")).containsExactly("version 1 has no more requests");
    }

    @Test
    void aRequestThatNeverEndsIsNotWaitedForLonger() throws Exception {
        town.first("1");
        assertThat(traffic.enter(new SharedChance(1))).isPresent();
        Release<FakeInstance> release = town.release(ReleaseKind.ROLLING, town.version("2"), OVERLAP);
        town.run(release);
        assertThat(release.status().state()).isEqualTo(State.DONE);
        assertThat(notes(release, "hand-over"))
                .containsExactly("version 1 has no more requests; 1 did not end in time");
    }

    @Test
    void nothingIsHandedOverToAVersionThatIsJustBeingRestarted() throws Exception {
        town.first("1");
        ServiceVersion<FakeInstance> next = town.version("2");
        Release<FakeInstance> release = town.release(ReleaseKind.ROLLING, next, OVERLAP);
        AtomicInteger millisDown = new AtomicInteger();
        town.meanwhile = () -> {
            if (release.status().progress() > 0.97 && millisDown.getAndIncrement() == 0) {
                next.service().diesAtStart = true;
                next.service().crash();
                traffic.down("2");
            }
            if (millisDown.get() == 2_000) {
                next.service().diesAtStart = false;
            }
        };
        town.run(release);
        assertThat(release.status().state()).isEqualTo(State.DONE);
        assertThat(millisDown.get()).isGreaterThan(2_000);
        assertThat(town.unanswered).isZero();
    }

    @Test
    void aVersionThatCannotStartReplacesNothing() throws Exception {
        ServiceVersion<FakeInstance> old = town.first("1");
        ServiceVersion<FakeInstance> next = town.version("2");
        next.service().diesAtStart = true;
        Release<FakeInstance> release = town.release(ReleaseKind.ROLLING, next, OVERLAP);
        town.run(release);
        assertTakenBack(release, old, "fake-2 died before it was ready, exit code 1");
        next.service().diesAtStart = false;
        next.service().startTime = Duration.ofSeconds(11);
        Release<FakeInstance> slow = town.release(ReleaseKind.ROLLING, next, OVERLAP);
        town.run(slow);
        assertTakenBack(slow, old, "fake-2 was not ready within 10 s");
        next.service().missing = true;
        Release<FakeInstance> missing = town.release(ReleaseKind.ROLLING, next, OVERLAP);
        town.run(missing);
        assertTakenBack(missing, old, "no such program");
    }

    @ParameterizedTest
    @EnumSource(names = {"ROLLING", "BLUE_GREEN", "WEIGHTED"})
    void aVersionWithMoreErrorsIsTakenBack(ReleaseKind kind) throws Exception {
        ServiceVersion<FakeInstance> old = town.first("1");
        town.errorsPerThousand.putAll(Map.of("1", 5, "2", 200));
        Release<FakeInstance> release = town.release(kind, town.version("2"), OVERLAP);
        town.run(release);
        assertTakenBack(release, old, "errors: ");
        assertThat(release.status().reason()).contains("the running version");
    }

    @ParameterizedTest
    @EnumSource(names = {"ROLLING", "BLUE_GREEN", "WEIGHTED"})
    void aVersionThatIsSlowAfterItHasSettledIsTakenBack(ReleaseKind kind) throws Exception {
        ServiceVersion<FakeInstance> old = town.first("1");
        town.latencies.put("2", Duration.ofMillis(40));
        Release<FakeInstance> release = town.release(kind, town.version("2"), OVERLAP);
        town.run(release);
        assertTakenBack(release, old, "slower than 10 ms: ");
    }

    @Test
    void aVersionThatIsAsBadAsTheRunningOneStays() throws Exception {
        town.first("1");
        town.errorsPerThousand.putAll(Map.of("1", 50, "2", 50));
        town.latencies.putAll(Map.of("1", Duration.ofMillis(30), "2", Duration.ofMillis(45)));
        Release<FakeInstance> release = town.release(ReleaseKind.WEIGHTED, town.version("2"), OVERLAP);
        town.run(release);
        assertThat(release.status().state()).isEqualTo(State.DONE);
    }

    @Test
    void aVersionThatOnlyStartsSlowlyStays() throws Exception {
        town.first("1");
        town.latencies.put("2", Duration.ofMillis(40));
        Release<FakeInstance> release = town.release(ReleaseKind.ROLLING, town.version("2"), OVERLAP);
        town.meanwhile = () -> {
            if (release.status().progress() > 0.4) {
                town.latencies.remove("2");
            }
        };
        town.run(release);
        assertThat(release.status().state()).isEqualTo(State.DONE);
    }

    private List<String> notes(Release<FakeInstance> release, String name) {
        return release.workflow().steps().stream()
                .filter(step -> step.name().equals(name))
                .flatMap(step -> town.context(step).notes().stream())
                .toList();
    }

    private void assertTakenBack(Release<FakeInstance> release, ServiceVersion<FakeInstance> old, String reason) {
        assertThat(release.status().state()).isEqualTo(State.TAKEN_BACK);
        assertThat(release.status().reason()).contains(reason);
        assertThat(town.fleet.current()).contains(old);
        assertThat(traffic.shares()).singleElement().satisfies(share -> {
            assertThat(share.version()).isEqualTo("1");
            assertThat(share.weight()).isEqualTo(100);
            assertThat(share.retired()).isFalse();
        });
        assertThat(town.fleet.members()).containsExactly(old);
        assertThat(town.unanswered).isZero();
        town.wantedBack = "";
    }
}
