package dev.godwit.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.UnitId;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class UnitQueryTest {
    private static final String[] ACCOUNTS = {
        "create table accounts (id bigint primary key, cohort text)",
        "insert into accounts values (1, 'inside'), (2, 'outside'), (3, 'inside'), (4, null)",
        "create function take(account bigint) returns text language sql as"
                + " 'update accounts set cohort = ''taken'' where id = $1 returning id::text'"
    };

    @Test
    void the_units_that_it_finds_come_once_each_and_at_most_so_many() throws SQLException {
        try (RowsFixture fixture = RowsFixture.bare("a", ACCOUNTS)) {
            String query =
                    "select a.id from accounts a, generate_series(1, 2) where cohort = 'inside' order by id -- all";
            assertThat(fixture.store.units(query, 10)).containsExactly(UnitId.of("1"), UnitId.of("3"));
            assertThat(fixture.store.units(query, 1)).containsExactly(UnitId.of("1"));
        }
    }

    @Test
    void a_query_that_is_wrong_or_writes_is_refused_by_name() throws SQLException {
        try (RowsFixture fixture = RowsFixture.bare("a", ACCOUNTS)) {
            refused(fixture, "select nobody from accounts", "column \"nobody\" does not exist");
            refused(fixture, "select id, cohort from accounts", "it has 2 columns, not one");
            refused(fixture, "select cohort from accounts", "one of its values is NULL");
            refused(fixture, "select ''", "a unit has 1 to 200 characters");
            refused(fixture, "select take(1)", "read-only transaction");
            assertThat(fixture.query("select cohort from accounts where id = 1"))
                    .containsExactly("inside");
        }
    }

    private static void refused(RowsFixture fixture, String query, String why) {
        assertThatThrownBy(() -> fixture.store.units(query, 10))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WAVE_QUERY))
                .hasMessageContaining(why);
    }
}
