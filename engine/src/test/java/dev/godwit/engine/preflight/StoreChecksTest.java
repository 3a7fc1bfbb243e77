package dev.godwit.engine.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Plan;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoreChecksTest {
    /** A control store that knows both stores and the unit {@code a1}. */
    private static final History KNOWN = new History() {
        @Override
        public boolean installed(StoreName store) {
            return true;
        }

        @Override
        public boolean explains(UnitId unit) {
            return unit.equals(UnitId.of("a1"));
        }

        @Override
        public boolean isDefaultHome(StoreName store) {
            return false;
        }
    };

    @Test
    void sound_stores_have_no_problem() {
        assertThat(Judge.both(Facts.of("legacy"), Facts.of("new"))).isEmpty();
    }

    @Test
    void an_old_version_is_refused() {
        assertThat(Judge.source(facts -> facts.version = 14_00_12))
                .containsExactly("STORE_VERSION store legacy: PostgreSQL 14 is older than 15");
        assertThat(Judge.source(facts -> facts.version = 15_00_00)).isEmpty();
    }

    @Test
    void a_standby_is_refused() {
        assertThat(Judge.target(facts -> facts.standby = true))
                .containsExactly("STORE_IS_STANDBY store new: this database is a standby and takes no writes");
    }

    @Test
    void one_database_can_not_be_both_stores() {
        assertThat(Judge.target(facts -> facts.database = "legacy-db"))
                .containsExactly("SAME_STORE stores legacy and new: both are the database legacy-db");
    }

    @Test
    void missing_rights_are_listed_for_the_store_and_for_each_table() {
        assertThat(Judge.both(
                        Facts.of("legacy", facts -> facts.missingRights = List.of("CREATE on database legacy")),
                        Facts.withTable("new", table -> table.missingRights = List.of("SELECT", "INSERT"))))
                .containsExactly(
                        "STORE_RIGHTS_MISSING store legacy: the role lacks: CREATE on database legacy",
                        "STORE_RIGHTS_MISSING new: notes: the role lacks: SELECT, INSERT");
    }

    @Test
    void each_prepared_transaction_is_named() {
        assertThat(Judge.source(facts -> facts.preparedTransactions = List.of("'one'", "'two'")))
                .hasSize(2)
                .first()
                .isEqualTo(
                        "PREPARED_TRANSACTION store legacy: prepared transaction 'one' holds its locks until somebody"
                                + " ends it");
    }

    @Test
    void a_long_transaction_is_a_warning() {
        assertThat(Judge.source(facts -> facts.longTransactions = List.of("pid 7, 5 min")))
                .containsExactly(
                        "(LONG_TRANSACTION store legacy: a long transaction would be waited for: pid 7, 5 min)");
    }

    @Test
    void a_standby_that_lags_has_to_be_accepted() {
        StoreFacts lagging = Facts.of("legacy", facts -> facts.standbys = List.of("replica1"));

        assertThat(Judge.both(lagging, Facts.of("new")))
                .containsExactly("FAILOVER_RISK store legacy: a failover could lose a freeze: commits do not wait for"
                        + " standby replica1");
        assertThat(Judge.judge(
                        Plans.accepting(new Plan.Accept(Set.of(), Set.of(), true)),
                        lagging,
                        Facts.of("new"),
                        History.NONE))
                .isEmpty();
    }

    @Test
    void fences_that_the_control_store_does_not_know_are_left_over() {
        StoreFacts installed = Facts.of("legacy", facts -> facts.installed = true);

        assertThat(Judge.both(installed, Facts.of("new")))
                .containsExactly(
                        "CONTROL_STORE_LOST store legacy: fences of keyspace notes are installed here, but this control"
                                + " store does not know them");
        assertThat(Judge.judge(Plans.notes(), installed, Facts.of("new"), KNOWN))
                .isEmpty();
    }

    @Test
    void rows_in_the_target_need_an_explanation() {
        StoreFacts explained = Facts.withTable("new", table -> table.sampleUnit = Optional.of(UnitId.of("a1")));
        StoreFacts strange = Facts.withTable("new", table -> table.sampleUnit = Optional.of(UnitId.of("b2")));

        assertThat(Judge.judge(Plans.notes(), Facts.of("legacy"), explained, KNOWN))
                .isEmpty();
        assertThat(Judge.judge(Plans.notes(), Facts.of("legacy"), strange, KNOWN))
                .containsExactly("TARGET_NOT_EMPTY new: notes: there are rows already, such as those of unit b2");
        assertThat(Judge.sourceTable(table -> table.sampleUnit = Optional.of(UnitId.of("a1"))))
                .isEmpty();
    }

    @Test
    void a_store_that_could_not_be_asked_hides_nothing_of_the_other() {
        StoreFacts source = Facts.of("legacy", facts -> {
            facts.version = 14_00_00;
            facts.table = Optional.empty();
        });

        assertThat(Preflight.check(Plans.notes(), Map.of(source.store(), source), History.NONE))
                .extracting(Judge::describe)
                .containsExactly(
                        "STORE_VERSION store legacy: PostgreSQL 14 is older than 15",
                        "TABLE_MISSING legacy: notes: there is no such table for entity note");
    }
}
