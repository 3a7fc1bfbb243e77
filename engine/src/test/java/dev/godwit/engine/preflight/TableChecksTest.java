package dev.godwit.engine.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.StoreFacts.TriggerFacts;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TableChecksTest {
    @Test
    void a_missing_table_is_one_problem_and_not_one_per_column() {
        assertThat(Judge.target(facts -> facts.table = Optional.empty()))
                .containsExactly("TABLE_MISSING new: notes: there is no such table for entity note");
    }

    @Test
    void only_whole_logged_tables_can_move() {
        assertThat(Judge.sourceTable(table -> table.kind = "partitioned table")).isEmpty();
        assertThat(Judge.targetTable(table -> table.kind = "partition"))
                .containsExactly("TABLE_PARTITIONED new: notes: this is a partition of another table");
        assertThat(Judge.sourceTable(table -> table.kind = "foreign table"))
                .containsExactly("TABLE_KIND legacy: notes: this is a foreign table");
        assertThat(Judge.targetTable(table -> table.unlogged = true))
                .containsExactly("TABLE_KIND new: notes: an unlogged table is emptied by a crash of its database");
    }

    @Test
    void what_statement_triggers_can_not_see_is_refused() {
        assertThat(Judge.sourceTable(table -> table.inheritance = true))
                .containsExactly("TABLE_INHERITANCE legacy: notes: writes through a parent, child or partition would be"
                        + " missed");
        assertThat(Judge.targetTable(table -> table.subscriptions = List.of("from_erp")))
                .containsExactly("TABLE_SUBSCRIPTION new: notes: written by logical replication, which no statement"
                        + " trigger sees: from_erp");
        assertThat(Judge.sourceTable(table -> table.rules = List.of("notes_log")))
                .containsExactly("TABLE_RULES legacy: notes: rewrite rules change what is written: notes_log");
    }

    @Test
    void row_security_that_hides_rows_is_refused() {
        assertThat(Judge.sourceTable(table -> table.rowSecurity = true))
                .containsExactly("TABLE_ROW_SECURITY legacy: notes: row security hides rows from this role; they would"
                        + " look deleted");
    }

    @Test
    void triggers_and_constraints_that_would_meet_mirrored_rows_are_refused_in_both_stores() {
        Consumer<Facts.Table> change = table -> {
            table.userTriggers = List.of(Facts.loudTrigger("touch"), Facts.loudTrigger("count"));
            table.triggerKept = List.of("one_slug");
            table.foreignKeys = List.of(Facts.foreignKey("notes_account_fkey"));
            table.exclusionConstraints = List.of("no_overlap");
        };

        assertThat(Judge.bothTables(change))
                .containsExactly(
                        "TABLE_USER_TRIGGERS legacy: notes: triggers would fire on mirrored rows and change them: touch"
                                + " (it is loud), count (it is loud)",
                        "TABLE_USER_TRIGGERS new: notes: triggers would fire on mirrored rows and change them: touch"
                                + " (it is loud), count (it is loud)",
                        "TABLE_USER_TRIGGERS legacy: notes: while triggers of this store are kept quiet for the mover,"
                                + " nobody checks: one_slug",
                        "TABLE_USER_TRIGGERS new: notes: while triggers of this store are kept quiet for the mover,"
                                + " nobody checks: one_slug",
                        "FOREIGN_KEY_OUTSIDE legacy: notes.notes_account_fkey: it points to public.accounts, which is not"
                                + " in the plan",
                        "FOREIGN_KEY_OUTSIDE new: notes.notes_account_fkey: it points to public.accounts, which is not"
                                + " in the plan",
                        "TABLE_EXCLUSION_CONSTRAINT legacy: notes: exclusion constraints could refuse rows for those of"
                                + " other units: no_overlap",
                        "TABLE_EXCLUSION_CONSTRAINT new: notes: exclusion constraints could refuse rows for those of"
                                + " other units: no_overlap");
    }

    @Test
    void triggers_that_can_be_kept_quiet_are_no_obstacle_but_the_target_should_have_them_too() {
        assertThat(Judge.sourceTable(
                        table -> table.userTriggers = List.of(new TriggerFacts("touch", Optional.empty()))))
                .containsExactly("(TRIGGERS_DIFFER new: notes: triggers of the source that are not here: touch)");
    }
}
