package dev.godwit.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.SystemTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Histories by chance: right ones pass, and the search agrees with one that tries every order. */
class RandomHistoriesTest {
    private static final int SEEDS = 3_000;

    @Test
    void what_a_register_that_is_right_answers_always_passes() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<Operation> operations = new RandomHistory(seed).of(4, 25);
            assertThat(check(operations).texts()).as("seed " + seed).isEmpty();
        }
    }

    @Test
    void two_hundred_thousand_operations_are_judged_in_seconds() {
        List<Operation> operations = new ArrayList<>();
        for (long key = 0; key < 1_000; key++) {
            for (Operation each : new RandomHistory(key).of(4, 50)) {
                operations.add(new Operation(
                        each.kind(),
                        each.outcome(),
                        key,
                        each.value(),
                        each.calledNanos(),
                        each.returnedNanos(),
                        each.who()));
            }
        }
        CheckResult result = check(operations);
        assertThat(result.checked()).isEqualTo(200_000);
        assertThat(result.violations()).isZero();
        // Far more than it takes, because the machine may be busy.
        assertThat(result.took()).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void small_histories_are_judged_as_by_trying_every_order() {
        int wrong = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomHistory history = new RandomHistory(seed);
            List<Operation> good = history.of(3, 2);
            List<Operation> changed = history.withOneReadChanged(good);
            assertThat(BruteForce.explained(RandomHistory.INITIAL, good)).isTrue();
            boolean explained = BruteForce.explained(RandomHistory.INITIAL, changed);
            assertThat(check(changed).clean()).as("seed " + seed).isEqualTo(explained);
            wrong += explained ? 0 : 1;
        }
        assertThat(wrong).isBetween(SEEDS / 10, SEEDS * 9 / 10);
    }

    @Test
    void what_is_told_is_wrong_by_itself() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomHistory history = new RandomHistory(seed);
            List<String> texts =
                    check(history.withOneReadChanged(history.of(4, 10))).texts();
            assertThat(texts).as("seed " + seed).allMatch(text -> text.contains("can only have been"));
        }
    }

    private static CheckResult check(List<Operation> operations) {
        return LinearizabilityChecker.check(
                History.of(operations), key -> RandomHistory.INITIAL, Wording.NUMBERS, new SystemTime());
    }
}
