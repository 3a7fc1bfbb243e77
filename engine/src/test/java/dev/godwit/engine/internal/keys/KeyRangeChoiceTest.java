package dev.godwit.engine.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.KeySequence;
import dev.godwit.core.Side;
import dev.godwit.engine.internal.keys.KeyRangeChoice.Chosen;
import dev.godwit.engine.internal.keys.KeyRangeChoice.Impossible;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRangeChoiceTest {
    private static final long INT8 = Long.MAX_VALUE;

    @ParameterizedTest
    @CsvSource({
        // greatest values of both types, used in the source, bound
        "9223372036854775807, 9223372036854775807, 0, 1000000",
        "9223372036854775807, 9223372036854775807, 5000000, 10000000",
        "9223372036854775807, 2147483647, 2000000000, 2073741823",
        "2147483647, 9223372036854775807, 1000000000, 1573741823",
        "32767, 32767, 767, 16767",
        "9223372036854775807, 9223372036854775807, 9000000000000000000, 9111686018427387903",
    })
    void the_target_goes_on_above_the_keys_of_the_source_and_a_reserve(
            long limit, long otherLimit, long used, long bound) {
        assertThat(first(used(limit, used), fresh(otherLimit)))
                .isEqualTo(new Chosen(new KeyRange("note.id", Side.TARGET, used, bound)));
    }

    @ParameterizedTest
    @CsvSource({"32767, 31000", "2147483647, 2147000000", "9223372036854775807, 9222000000000000000"})
    void too_little_room_is_refused(long limit, long used) {
        assertThat(first(used(limit, used), fresh(INT8)))
                .isInstanceOfSatisfying(
                        Impossible.class,
                        impossible -> assertThat(impossible.code()).isEqualTo(ErrorCode.KEY_RANGE_TOO_SMALL));
    }

    @Test
    void rows_that_no_sequence_has_made_count_too_in_both_stores() {
        KeyRange expected = new KeyRange("note.id", Side.TARGET, 7_000_000, 14_000_000);
        assertThat(KeyRangeChoice.first(
                        "note.id", used(INT8, 100), fresh(INT8), OptionalLong.of(7_000_000), OptionalLong.of(-5)))
                .isEqualTo(new Chosen(expected));
        assertThat(KeyRangeChoice.first(
                        "note.id", used(INT8, 100), fresh(INT8), OptionalLong.empty(), OptionalLong.of(7_000_000)))
                .isEqualTo(new Chosen(expected));
        assertThat(first(used(INT8, 100), used(INT8, 7_000_000))).isEqualTo(new Chosen(expected));
    }

    @Test
    void a_store_whose_numbers_follow_its_rows_has_to_be_the_upper_one() {
        assertThat(first(following(100), used(INT8, 0)))
                .isEqualTo(new Chosen(new KeyRange("note.id", Side.SOURCE, 100, 1_000_100)));
        assertThat(first(used(INT8, 100), following(0)))
                .isEqualTo(new Chosen(new KeyRange("note.id", Side.TARGET, 100, 1_000_100)));
        assertThat(first(following(100), following(0))).isInstanceOf(Impossible.class);
    }

    @Test
    void sequences_that_can_not_be_kept_in_a_range_are_named() {
        List<KeySequence> unfit = List.of(
                new KeySequence("s", OptionalLong.empty(), 1, 1, 0, 1, false, false, true),
                new KeySequence("s", OptionalLong.empty(), 1, -1, INT8, 1, false, false, true),
                new KeySequence("s", OptionalLong.empty(), 1, 1, INT8, 1, true, false, true),
                new KeySequence("s", OptionalLong.empty(), 1, 1, INT8, 1, false, true, false),
                new KeySequence("s", OptionalLong.empty(), 1, 1, INT8, 1, false, false, false));
        assertThat(unfit)
                .extracting(sequence -> ((Impossible) first(fresh(INT8), sequence)).reason())
                .containsExactly(
                        "s does not make smallint, integer or bigint",
                        "s counts down",
                        "s begins again after its last value",
                        "s has no AUTOINCREMENT, so nobody can tell it where to go on",
                        "lacks UPDATE on sequence s");
        assertThat(unfit)
                .extracting(sequence -> first(sequence, fresh(INT8)))
                .isEqualTo(unfit.stream()
                        .map(sequence -> first(fresh(INT8), sequence))
                        .toList());
    }

    @Test
    void a_store_that_has_used_its_range_goes_on_above_the_other_one() {
        KeyRange now = new KeyRange("note.id", Side.TARGET, 100, 1_000_100);
        assertThat(KeyRangeChoice.next(now, used(INT8, 900_000), used(INT8, 1_500_000)))
                .isEqualTo(new Chosen(new KeyRange("note.id", Side.SOURCE, 1_500_000, 3_000_000)));
        assertThat(KeyRangeChoice.next(now, used(INT8, 900_000), used(1_501_000, 1_500_000)))
                .isInstanceOf(Impossible.class);
        assertThat(KeyRangeChoice.next(now, used(INT8, 900_000), following(1_500_000)))
                .isInstanceOf(Impossible.class);
    }

    @Test
    void ranges_are_recorded_as_text() {
        List<KeyRange> ranges =
                List.of(new KeyRange("note.id", Side.TARGET, 1, 2), new KeyRange("odd.a column", Side.SOURCE, 3, INT8));
        assertThat(KeyRange.parse(KeyRange.text(ranges))).isEqualTo(ranges);
        assertThat(KeyRange.parse(KeyRange.text(List.of()))).isEmpty();
    }

    private static KeyRangeChoice first(KeySequence source, KeySequence target) {
        return KeyRangeChoice.first("note.id", source, target, OptionalLong.empty(), OptionalLong.empty());
    }

    private static KeySequence used(long limit, long last) {
        return new KeySequence("s", OptionalLong.of(last), last + 1, 1, limit, 1, false, false, true);
    }

    private static KeySequence fresh(long limit) {
        return new KeySequence("s", OptionalLong.empty(), 1, 1, limit, 1, false, false, true);
    }

    private static KeySequence following(long last) {
        return new KeySequence("t", OptionalLong.of(last), last + 1, 1, INT8, 1, false, true, true);
    }
}
