package dev.godwit.bench.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.godwit.bench.postgres.PostgresServer;
import dev.godwit.bench.workload.FirstNotes;
import dev.godwit.bench.workload.Ledger;
import dev.godwit.bench.workload.Misses;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.bench.workload.OneStoreNotes;
import dev.godwit.bench.workload.Tally;
import dev.godwit.bench.workload.Workload;
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

/** The comparison has to accept a store that users have worked on, and to find each kind of damage. */
class StoreCheckTest {
    private static final NoteLayout LAYOUT = new NoteLayout(20, 30);

    @TempDir
    static Path folder;

    private static PostgresServer server;
    private static Ledger ledger;
    private static final Misses MISSES = new Misses();
    private static final Tally TALLY = new Tally();

    @BeforeAll
    static void let_users_work() throws Exception {
        server = PostgresServer.start("check", Map.of("fsync", "off"));
        ledger = Ledger.open(folder.resolve("record"), LAYOUT);
        try (Connection owner = server.connect(PostgresServer.OWNER)) {
            FirstNotes.createTable(owner);
            FirstNotes.load(owner, ledger);
        }
        try (OneStoreNotes notes = new OneStoreNotes(pool());
                Workload users = new Workload(new Workload.Settings(0, 1, 3, 0, 20, 1), notes, ledger, MISSES, TALLY)) {
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
        assertThat(checkAfter("select 1").texts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a lost row                | delete from notes where id = (select min(id) from notes)
            a lost last row           | delete from notes where id = (select max(id) from notes)
            a changed text            | update notes set body = upper(body) where id = (select min(id) from notes)
            an older version          | update notes set version = version - 1 where id = (select min(id) from notes)
            a row of another account  | update notes set account = 'account-00019' where id = (select min(id) from notes)
            a row that came back      | insert into notes select n.id + 1, account, seat, version, title, body from notes n where not exists (select from notes o where o.id = n.id + 1) limit 1
            a row that nobody wrote   | insert into notes select 1000000, account, seat, version, title, body from notes limit 1
            """)
    void damage_is_found(String damage, String statement) throws Exception {
        assertThat(checkAfter(statement).differences()).as(damage).isPositive();
    }

    private static StoreCheck.Result checkAfter(String statement) throws Exception {
        try (Connection owner = server.connect(PostgresServer.OWNER);
                Statement damage = owner.createStatement()) {
            owner.setAutoCommit(false);
            damage.execute(statement);
            return StoreCheck.compare(owner, ledger);
        }
    }

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.url());
        config.setUsername(FirstNotes.APPLICATION);
        config.setPassword("");
        config.setAutoCommit(false);
        return new HikariDataSource(config);
    }
}
