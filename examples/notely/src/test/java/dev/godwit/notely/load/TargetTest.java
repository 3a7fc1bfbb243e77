package dev.godwit.notely.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.IntSummaryStatistics;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    private static final int OPERATIONS = 50_000;

    @ParameterizedTest
    @CsvSource({"3, 0, 1, 6", "3, 1, 1, 6", "4, 4, 4, 8", "1, 0, 0, 2", "1, 1, 1, 3", "50, 10, 25, 100"})
    void the_number_of_notes_drifts_between_half_and_twice_and_all_kinds_go_on(
            int usual, int abandoned, int least, int most) {
        Target target = new Target(new SplittableRandom(5), usual, abandoned);
        Map<Operation, Integer> done = new EnumMap<>(Operation.class);
        IntSummaryStatistics present = new IntSummaryStatistics();
        int notes = usual;
        for (int operation = 0; operation < OPERATIONS; operation++) {
            Operation next = target.next(notes);
            done.merge(next, 1, Integer::sum);
            notes += next == Operation.CREATE ? 1 : next == Operation.DELETE ? -1 : 0;
            present.accept(notes);
        }

        assertThat(present.getMin()).isEqualTo(least);
        assertThat(present.getMax()).isEqualTo(most);
        done.forEach((operation, times) -> assertThat(100.0 * times / OPERATIONS)
                .as(operation.text())
                .isCloseTo(operation.percent(), within(2.0)));
    }
}
