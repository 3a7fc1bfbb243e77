package dev.godwit.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.checkers.Operation.Kind;
import dev.godwit.checkers.Operation.Outcome;
import dev.godwit.core.SystemTime;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Half a transfer, a lost row and a lost unit are noticed; transfers as such are not. */
class LedgerCheckerTest {
    private static final CheckedTable PURSES = new CheckedTable("purses", "id", "unit");
    private static final String TABLE = "create table purses (id integer primary key, unit text, amount bigint)";
    private static final String ROWS =
            "insert into purses select i, 'unit ' || i % 4, 250 from generate_series(0, 15) i";

    @Test
    void readings_with_the_total_pass() {
        CheckResult result =
                readings(reading(1, 1_000), reading(2, 1_000), reading(1, 1_000), Operation.read(3, 5, 0, 1, "ann"));
        assertThat(result.clean()).isTrue();
        assertThat(result.checked()).isEqualTo(3);
        assertThat(result.subjects()).isEqualTo(2);
    }

    @Test
    void a_torn_reading_is_told() {
        assertThat(readings(reading(1, 1_000), reading(2, 995)).texts())
                .containsExactly("unit 2: total 995, which is always 1000, read within 0.002 ms by bob");
    }

    @Test
    void reading_two_rows_of_different_moments_is_noticed_by_chance() {
        SplittableRandom random = new SplittableRandom(1);
        long one = 500;
        int torn = 0;
        for (int number = 0; number < 1_000; number++) {
            long before = one;
            one += random.nextLong(1, 10) * (random.nextBoolean() ? 1 : -1);
            torn += readings(reading(1, one + (1_000 - before))).clean() ? 0 : 1;
        }
        assertThat(torn).isEqualTo(1_000);
    }

    @Test
    void books_are_right_after_transfers_and_wrong_after_half_of_one() throws Exception {
        try (TwoDatabases databases = new TwoDatabases()) {
            DatabaseSide side = databases.database("new", TABLE, ROWS);
            TwoDatabases.run(
                    side,
                    "update purses set amount = amount - 700 where id = 0",
                    "update purses set amount = amount + 700 where id = 4");
            CheckResult right = books(side);
            assertThat(right.texts()).isEmpty();
            assertThat(right.subjects()).isEqualTo(4);
            TwoDatabases.run(side, "update purses set amount = amount - 1 where id = 1");
            assertThat(books(side).texts()).containsExactly("unit unit 1: total 999 in new, which is always 1000");
            TwoDatabases.run(side, "update purses set amount = null where unit = 'unit 2'");
            assertThat(books(side).violations()).isEqualTo(2);
            TwoDatabases.run(side, "delete from purses where unit in ('unit 1', 'unit 2')");
            assertThat(books(side).texts()).containsExactly("new has the books of 2 units, expected 4");
        }
    }

    private static CheckResult readings(Operation... operations) {
        return LedgerChecker.checkReadings(History.of(List.of(operations)), 1_000, Wording.NUMBERS, new SystemTime());
    }

    private static CheckResult books(DatabaseSide side) throws SQLException {
        return LedgerChecker.checkBooks(PURSES, "amount", side, 1_000, 4, new SystemTime());
    }

    private static Operation reading(long unit, long total) {
        return new Operation(Kind.TOTAL, Outcome.OK, unit, total, 1_000, 3_000, "bob");
    }
}
