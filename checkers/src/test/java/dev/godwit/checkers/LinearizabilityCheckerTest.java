package dev.godwit.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.checkers.Operation.Kind;
import dev.godwit.checkers.Operation.Outcome;
import dev.godwit.core.SystemTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each way in which an answer can be wrong is reported, with the operations that show it; right ones pass. */
class LinearizabilityCheckerTest {
    private static final long NOTHING = Operation.NOTHING;
    private static final long KEY = 7;

    @Test
    void operations_one_after_the_other_pass() {
        assertPasses(
                1, write(2, 0, 1), read(2, 2, 3), delete(4, 5), read(NOTHING, 6, 7), write(3, 8, 9), read(3, 10, 11));
    }

    @Test
    void a_lost_write_is_reported() {
        assertFails("read 1 when it can only have been 2", 1, write(2, 0, 1), read(1, 2, 3));
    }

    @Test
    void a_deletion_that_is_undone_is_reported() {
        assertFails("read 1 when it can only have been nothing", 1, delete(0, 1), read(1, 2, 3));
    }

    @Test
    void a_row_that_is_deleted_again_after_it_was_created_again_is_reported() {
        assertFails("read nothing", 1, delete(0, 1), read(NOTHING, 2, 3), write(2, 4, 5), read(NOTHING, 6, 7));
    }

    @Test
    void a_lost_row_is_reported() {
        assertFails("read nothing when it can only have been 1", 1, read(NOTHING, 0, 1));
    }

    @Test
    void a_row_that_nobody_wrote_is_reported() {
        assertFails("read 9 when it can only have been nothing", NOTHING, read(9, 0, 1));
    }

    @Test
    void a_value_that_was_written_only_later_is_reported() {
        assertFails("read 2", 1, read(2, 0, 1), write(2, 2, 3));
    }

    @Test
    void a_stale_read_between_two_new_ones_is_reported() {
        assertFails("", 1, write(2, 0, 10), read(2, 1, 2), read(1, 3, 4), read(2, 5, 6));
    }

    @Test
    void while_a_write_is_open_both_values_are_right_in_one_order() {
        assertPasses(1, write(2, 0, 10), read(1, 1, 2), read(1, 3, 4), read(2, 5, 6), read(2, 11, 12));
        assertPasses(1, write(2, 0, 10), read(1, 1, 8), read(2, 2, 3));
    }

    @Test
    void overlapping_writes_take_effect_in_an_order_that_the_reads_tell() {
        assertPasses(1, write(2, 0, 10), write(3, 0, 10), read(3, 1, 2), read(2, 3, 4), read(2, 20, 21));
        assertFails("", 1, write(2, 0, 10), write(3, 0, 10), read(3, 1, 2), read(2, 3, 4), read(3, 20, 21));
    }

    @Test
    void overlapping_deletions_and_writes_of_one_key_pass() {
        assertPasses(
                1,
                delete(0, 10),
                write(2, 0, 10),
                delete(0, 10),
                read(NOTHING, 1, 2),
                read(2, 3, 4),
                read(NOTHING, 5, 6),
                read(NOTHING, 11, 12));
    }

    @Test
    void a_write_of_unknown_outcome_may_have_happened_or_not_or_happens_late() {
        assertPasses(1, unknown(2, 0), read(1, 10, 11), read(1, 12, 13));
        assertPasses(1, unknown(2, 0), read(2, 10, 11));
        assertPasses(1, unknown(2, 0), read(1, 10, 11), read(2, 100, 101));
        assertPasses(1, unknown(NOTHING, 0), read(1, 1, 2), read(NOTHING, 3, 4));
    }

    @Test
    void a_write_of_unknown_outcome_happens_at_most_once_and_not_before_its_call() {
        assertFails("read 1", 1, unknown(2, 0), read(2, 10, 11), read(1, 12, 13));
        assertFails("read 2", 1, read(2, 0, 1), unknown(2, 2));
        assertFails("read 2", 1, unknown(2, 0), read(2, 1, 2), write(3, 3, 4), read(3, 5, 6), read(2, 7, 8));
    }

    @Test
    void a_write_that_failed_for_certain_must_not_be_seen() {
        Operation failed = Operation.write(Outcome.FAILED, KEY, 2, 0, 1, "ann");
        assertPasses(1, failed, read(1, 2, 3));
        assertFails("read 2", 1, failed, read(2, 2, 3));
    }

    @Test
    void the_explanation_names_who_did_what_when_and_nothing_else() {
        List<Operation> operations = new ArrayList<>();
        for (int number = 0; number < 50; number++) {
            operations.add(write(100 + number, 10 * number, 10 * number + 1));
            operations.add(read(100 + number, 10 * number + 2, 10 * number + 3));
        }
        operations.add(Operation.read(KEY, 120, 2_000_000, 3_000_000, "bob"));
        assertThat(check(1, operations).texts()).containsExactly("""
                key 7: read 120 when it can only have been 149
                    before: 1
                    0.000 to 0.000 ms  wrote 120  by ann
                    0.000 to 0.000 ms  wrote 149  by ann
                    2.000 to 3.000 ms  read 120  by bob""");
    }

    @Test
    void every_key_is_judged_on_its_own() {
        List<Operation> operations = new ArrayList<>();
        for (long key = 0; key < 1_000; key++) {
            operations.add(Operation.write(Outcome.OK, key, key + 2, 0, 1, "ann"));
            operations.add(Operation.read(key, key % 100 == 99 ? 1 : key + 2, 2, 3, "bob"));
        }
        CheckResult result = check(1, operations);
        assertThat(result.checked()).isEqualTo(2_000);
        assertThat(result.subjects()).isEqualTo(1_000);
        assertThat(result.violations()).isEqualTo(10);
        assertThat(result.texts()).hasSize(5);
    }

    @Test
    void what_is_too_wide_to_decide_does_not_pass() {
        List<Operation> operations = new ArrayList<>(IntStream.range(0, 70)
                .mapToObj(number -> write(number + 2L, 0, 1_000))
                .toList());
        operations.add(read(70, 2_000, 2_001));
        assertThat(check(1, operations).texts()).singleElement().asString().contains("not decided");
    }

    @Test
    void totals_are_none_of_its_business() {
        assertPasses(1, new Operation(Kind.TOTAL, Outcome.OK, KEY, 99, 0, 1, "ann"), read(1, 2, 3));
    }

    private static void assertPasses(long initial, Operation... operations) {
        assertThat(check(initial, List.of(operations)).texts()).isEmpty();
    }

    private static void assertFails(String reason, long initial, Operation... operations) {
        CheckResult result = check(initial, List.of(operations));
        assertThat(result.violations()).isEqualTo(1);
        assertThat(result.texts()).singleElement().asString().contains(reason);
    }

    private static CheckResult check(long initial, List<Operation> operations) {
        return LinearizabilityChecker.check(History.of(operations), key -> initial, Wording.NUMBERS, new SystemTime());
    }

    private static Operation read(long value, long called, long returned) {
        return Operation.read(KEY, value, called, returned, "ann");
    }

    private static Operation write(long value, long called, long returned) {
        return Operation.write(Outcome.OK, KEY, value, called, returned, "ann");
    }

    private static Operation unknown(long value, long called) {
        return Operation.write(Outcome.UNKNOWN, KEY, value, called, 0, "ann");
    }

    private static Operation delete(long called, long returned) {
        return write(NOTHING, called, returned);
    }
}
