package dev.godwit.bench.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.godwit.bench.workload.FirstNotes;
import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.Misses;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.bench.workload.OneStoreNotes;
import dev.godwit.bench.workload.RecordedNotes;
import dev.godwit.bench.workload.Tally;
import dev.godwit.bench.workload.Workload;
import dev.godwit.checkers.CheckResult;
import dev.godwit.checkers.DatabaseSide;
import dev.godwit.checkers.HistoryRecorder;
import dev.godwit.core.SystemTime;
import dev.godwit.postgres.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks have to accept a store that users have worked on, and to find each kind of damage. */
class RunChecksTest {
    private static final NoteLayout LAYOUT = new NoteLayout(20, 30);
    private static final String WHOLE = "whole";

    @TempDir
    static Path folder;

    private static PostgresServer server;
    private static RunChecks checks;
    private static final Misses MISSES = new Misses();
    private static final Tally TALLY = new Tally();

    @BeforeAll
    static void let_users_work() throws Exception {
        server = PostgresServer.start("check", Map.of("fsync", "off"));
        checks = RunChecks.in(folder.resolve("histories"), LAYOUT, new SystemTime());
        Ledger ledger = Ledger.open(folder.resolve("record"), LAYOUT);
        execute("postgres", "create database " + WHOLE);
        try (Connection owner = connect(WHOLE)) {
            FirstNotes.createTable(owner);
            FirstNotes.load(owner, ledger);
        }
        try (HistoryRecorder recorder = checks.recorder("users");
                OneStoreNotes notes = new OneStoreNotes(pool());
                Workload users = new Workload(
                        new Workload.Settings(0, 1, 3, 0, 20, 1),
                        new RecordedNotes(notes, LAYOUT, recorder),
                        ledger,
                        MISSES,
                        TALLY)) {
            users.start();
            users.visit(LAYOUT.account(7));
            await().until(() -> TALLY.operations() > 3_000);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void users_of_one_right_store_agree_with_it() throws Exception {
        assertThat(MISSES.texts()).isEmpty();
        assertThat(TALLY.errorTexts()).isEmpty();
        DatabaseSide copy = copyWith("select 1");
        CheckResult histories = historiesWith(copy);
        assertThat(histories.texts()).isEmpty();
        assertThat(histories.subjects()).isEqualTo(LAYOUT.slots());
        assertThat(checks.starsSeen().texts()).isEmpty();
        assertThat(checks.starsSeen().checked()).isPositive();
        assertThat(checks.starsIn(copy).texts()).isEmpty();
        assertThat(checks.sameRows(side(WHOLE), copy).texts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a lost row                | delete from notes where id = (select min(id) from notes)
            a lost last row           | delete from notes where id = (select max(id) from notes)
            a changed text            | update notes set body = upper(body) where id = (select min(id) from notes)
            an older version          | update notes set version = version - 1 where id = (select max(id) from notes where version > 1)
            a row of another account  | update notes set account = 'account-00019' where id = (select min(id) from notes)
            a row that came back      | insert into notes select n.id + 1, account, seat, version, title, body from notes n where not exists (select from notes o where o.id = n.id + 1) limit 1
            a row that nobody wrote   | insert into notes select 1000000, account, seat, version, title, body from notes limit 1
            """)
    void damage_is_found_by_history_and_by_comparison(String damage, String statement) throws Exception {
        DatabaseSide copy = copyWith(statement);
        assertThat(historiesWith(copy).violations()).as(damage).isEqualTo(1);
        assertThat(checks.sameRows(side(WHOLE), copy).violations()).as(damage).isEqualTo(1);
    }

    @Test
    void a_star_that_is_lost_is_found_by_the_ledger_and_by_comparison() throws Exception {
        DatabaseSide copy = copyWith("update notes set stars = stars - 1 where id = (select min(id) from notes)");
        assertThat(historiesWith(copy).violations()).isZero();
        assertThat(checks.starsIn(copy).texts())
                .containsExactly("unit account-00000: total 999 in copy, which is always 1000");
        assertThat(checks.sameRows(side(WHOLE), copy).texts())
                .singleElement()
                .asString()
                .contains("stars is");
    }

    /** What the histories say when the last who looked saw this store. */
    private static CheckResult historiesWith(DatabaseSide store) throws Exception {
        checks.look("look", store);
        try {
            return checks.histories();
        } finally {
            Files.delete(checks.history("look"));
        }
    }

    private static DatabaseSide copyWith(String statement) throws Exception {
        execute("postgres", "drop database if exists copy");
        execute("postgres", "create database copy template " + WHOLE);
        execute("copy", statement);
        return side("copy");
    }

    private static void execute(String database, String sql) throws Exception {
        try (Connection owner = connect(database);
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(String database) throws Exception {
        Connection connection = side(database).open();
        connection.setAutoCommit(true);
        return connection;
    }

    private static DatabaseSide side(String database) {
        return new DatabaseSide(database, server.url(database), PostgresServer.OWNER, "");
    }

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.url(WHOLE));
        config.setUsername(FirstNotes.APPLICATION);
        config.setPassword("");
        config.setAutoCommit(false);
        return new HikariDataSource(config);
    }
}
