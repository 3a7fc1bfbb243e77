package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.MigrationControl.UnitView;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Problem;
import dev.godwit.core.ProblemsException;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.jdbc.SqlStores;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waves whose units a store names that takes no part in the move. */
class WaveQueryTest {
    private static final StoreName ACCOUNTS = new StoreName("accounts");

    @TempDir
    Path folder;

    private Move move;
    private StoreAddress accounts;

    @BeforeEach
    void fill() throws SQLException {
        move = new Move(folder, 3, 10);
        accounts = new StoreAddress(
                ACCOUNTS, "jdbc:sqlite:" + folder.resolve("accounts.db"), Optional.empty(), Optional.empty(), 2);
        try (Connection file = DriverManager.getConnection(accounts.url());
                Statement statement = file.createStatement()) {
            statement.execute("create table accounts (id text primary key, cohort text)");
            statement.execute("insert into accounts values ('account-1', 'internal'), ('account-2', 'free')");
        }
    }

    @AfterEach
    void close() {
        move.close();
    }

    @Test
    void aFileThatIsOnlyAskedNamesTheUnitsAndStaysAsItIs() throws SQLException {
        Plan plan = asking("select id from accounts where cohort = 'internal'");
        try (Store asked = SqlStores.open(plan.keyspace(), accounts);
                Engine engine = open(plan, asked)) {
            engine.start();
            await().untilAsserted(() -> assertThat(engine.status().stage()).isEqualTo("probation"));
            assertThat(engine.units(UnitFilter.ALL, 10))
                    .extracting(UnitView::unit)
                    .extracting(Object::toString)
                    .containsExactly("account-1");
        }
        try (Connection file = DriverManager.getConnection(accounts.url());
                Statement statement = file.createStatement();
                ResultSet objects =
                        statement.executeQuery("select count(*) from sqlite_master where type <> 'index'")) {
            objects.next();
            assertThat(objects.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void aQueryThatItRefusesIsAProblemBeforeAnythingMoves() {
        Plan plan = asking("select nobody from nowhere");
        try (Store asked = SqlStores.open(plan.keyspace(), accounts)) {
            assertThatThrownBy(() -> open(plan, asked).close())
                    .hasMessageContaining("no such table: nowhere")
                    .isInstanceOfSatisfying(
                            ProblemsException.class,
                            refusal -> assertThat(refusal.problems())
                                    .filteredOn(Problem::stops)
                                    .extracting(Problem::code, Problem::place)
                                    .containsExactly(tuple(ErrorCode.WAVE_QUERY, "wave wave-1")));
        }
    }

    private Plan asking(String query) {
        return Move.with(move.plan(new Selection.Query(ACCOUNTS, query)), accounts);
    }

    private Engine open(Plan plan, Store asked) {
        return Engine.open(
                plan,
                new PlanStores(move.source, move.target, List.of(asked)),
                move.settings,
                new SystemTime(),
                new ThreadTasks(),
                PausePoints.NONE);
    }
}
