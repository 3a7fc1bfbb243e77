package dev.godwit.rollout.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.godwit.rollout.Tolerance;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private final Judge judge = new Judge(Tolerance.DEFAULT);

    @Test
    void theExactTestSaysWhatTheBooksSay() {
        assertThat(ExactTest.probability(new Proportion(3, 4), new Proportion(1, 4)))
                .isCloseTo(17.0 / 70, within(1e-12));
        assertThat(ExactTest.probability(new Proportion(11, 14), new Proportion(1, 10)))
                .isCloseTo(0.001379728, within(1e-9));
    }

    @Test
    void theExactTestIsExact() {
        for (int total = 1; total <= 40; total += 13) {
            for (int other = 0; other <= 60; other += 20) {
                for (int bad = 0; bad <= total; bad += 3) {
                    for (int otherBad = 0; otherBad <= other; otherBad += 7) {
                        Proportion judged = new Proportion(bad, total);
                        Proportion measure = new Proportion(otherBad, other);
                        assertThat(ExactTest.probability(judged, measure))
                                .as("%s against %s", judged, measure)
                                .isCloseTo(counted(judged, measure), within(1e-9));
                    }
                }
            }
        }
    }

    @Test
    void largeNumbersAreNoMatter() {
        assertThat(ExactTest.probability(new Proportion(50_000, 1_000_000), new Proportion(50_000, 1_000_000)))
                .isBetween(0.49, 0.51);
        assertThat(ExactTest.probability(new Proportion(1_000, 1_000_000), new Proportion(50_000, 1_000_000)))
                .isCloseTo(1, within(1e-6));
        assertThat(ExactTest.probability(new Proportion(1_000, 1_000_000), new Proportion(0, 1_000_000)))
                .isLessThan(1e-200);
    }

    @Test
    void fewSamplesProveNothingAndThreeErrorsAmongManyGoodAnswersDo() {
        assertThat(judge.errors(sample(1, 1, 1), sample(200, 0, 1))).isEmpty();
        assertThat(judge.errors(sample(5, 5, 1), sample(5, 0, 1))).isEmpty();
        assertThat(judge.errors(sample(3, 3, 1), sample(1_000, 0, 1)).orElseThrow())
                .isEqualTo("errors: 3 of 3 (100.00 %), the running version 0 of 1000 (0.00 %)");
    }

    @Test
    void whatIsAsBadIsNotWorse() {
        assertThat(judge.errors(sample(1_000, 300, 1), sample(1_000, 290, 1))).isEmpty();
        assertThat(judge.errors(sample(1_000, 0, 1), sample(1_000, 290, 1))).isEmpty();
        assertThat(judge.errors(sample(0, 0, 1), sample(0, 0, 1))).isEmpty();
        // A difference that chance explains no more, but that nobody minds.
        assertThat(judge.errors(sample(1_000_000, 52_000, 1), sample(1_000_000, 50_000, 1)))
                .isEmpty();
    }

    @Test
    void latencyIsJudgedByTheRunningVersionsOwn() {
        assertThat(judge.latency(sample(1_000, 0, 9), sample(1_000, 0, 1))).isEmpty();
        assertThat(judge.latency(sample(1_000, 0, 15), sample(1_000, 0, 1))).isPresent();
        assertThat(judge.latency(sample(1_000, 0, 150), sample(1_000, 0, 100))).isEmpty();
        assertThat(judge.latency(sample(1_000, 0, 250), sample(1_000, 0, 100)).orElseThrow())
                .startsWith("slower than 20");
    }

    @Test
    void aPauseThatHitsFewRequestsIsNoLatency() {
        Measurements paused = new Measurements();
        for (int request = 0; request < 1_000; request++) {
            paused.answered(Duration.ofMillis(request < 40 ? 500 : 1).toNanos(), false);
        }
        assertThat(judge.latency(paused.sample(), sample(1_000, 0, 1))).isEmpty();
    }

    @Test
    void threeAnswersThatDifferAreEnough() {
        assertThat(judge.mismatches(new Proportion(2, 1_000))).isEmpty();
        assertThat(judge.mismatches(new Proportion(3, 100_000))).isPresent();
    }

    private static Measurements.Sample sample(int answered, int failed, int millis) {
        Measurements measurements = new Measurements();
        for (int request = 0; request < answered; request++) {
            measurements.answered(Duration.ofMillis(millis).toNanos(), request < failed);
        }
        return measurements.sample();
    }

    private static double counted(Proportion judged, Proportion measure) {
        long all = judged.total() + measure.total();
        long allBad = judged.bad() + measure.bad();
        BigInteger ways = BigInteger.ZERO;
        for (long bad = judged.bad(); bad <= Math.min(allBad, judged.total()); bad++) {
            ways = ways.add(choose(allBad, bad).multiply(choose(all - allBad, judged.total() - bad)));
        }
        return ways.doubleValue() / choose(all, judged.total()).doubleValue();
    }

    private static BigInteger choose(long from, long taken) {
        BigInteger ways = taken > from ? BigInteger.ZERO : BigInteger.ONE;
        for (long at = 0; at < taken && at < from; at++) {
            ways = ways.multiply(BigInteger.valueOf(from - at)).divide(BigInteger.valueOf(at + 1));
        }
        return ways;
    }
}
