package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.PausePoints;
import dev.godwit.core.Plan.Selection;
import dev.godwit.engine.preflight.History;
import dev.godwit.engine.preflight.Preflight;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnroutedStatementsTest {
    @TempDir
    Path folder;

    @Test
    void statements_that_do_not_name_the_unit_are_listed_and_those_of_godwit_are_not() {
        try (Move move = new Move(folder, 2, 5)) {
            move.legacy.execute("create extension pg_stat_statements");
            looked(move);
            move.legacy.execute("select pg_stat_statements_reset()");
            for (int i = 0; i < 3; i++) {
                move.legacy.execute("select count(*) from notes where id > " + i);
            }
            move.legacy.execute("update notes set content = 'x' where creator = 'account-1'");
            move.legacy.execute("insert into notes values (1000, 'account-1', 'y')");
            move.legacy.execute("create index on notes (content)");
            try (Engine engine = move.open(move.plan(new Selection.All()), PausePoints.NONE)) {
                assertThat(engine.status().stage()).isEqualTo("prepare");
            }

            assertThat(looked(move))
                    .containsExactly(
                            "legacy: 1 of 3 statements on tables of the plan don't name the unit; see that a router sends"
                                    + " them, or nobody will when units live in two stores",
                            "legacy: note without its unit, 3 calls: select count(*) from notes where id > $1");
        }
    }

    @Test
    void how_to_get_the_list_is_told_where_there_is_none() {
        try (Move move = new Move(folder, 2, 5)) {
            assertThat(looked(move))
                    .containsExactly("legacy: statements without a unit can't be listed: pg_stat_statements is not"
                            + " installed: name it in shared_preload_libraries, restart, and run 'create extension"
                            + " pg_stat_statements'");
        }
    }

    private static List<String> looked(Move move) {
        return Preflight.examine(move.plan(new Selection.All()), List.of(move.source, move.target), History.NONE)
                .looked()
                .stream()
                .filter(line -> !line.contains("looked at all"))
                .toList();
    }
}
