package dev.godwit.jdbc.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.FenceChange;
import dev.godwit.core.Mark;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Role;
import dev.godwit.core.Store.Fingerprint;
import dev.godwit.core.Tasks;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.UnitId;
import dev.godwit.jdbc.SqliteStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What broke in experiments on SQLite, one test for each finding that the kit does not ask. */
class SqlitePitfallsTest {
    private static final String TABLE =
            "create table notes (id integer primary key, creator text not null, slug text" + " unique, body text)";

    @TempDir
    Path folder;

    private SqliteFixture notes;

    @BeforeEach
    void create() {
        notes = SqliteFixture.create(
                SqliteFixture.NOTES, "legacy", folder, TABLE, "create index by_creator on notes (creator)");
        notes.store.install(Role.HOME);
        notes.atHome("a", "b");
    }

    @AfterEach
    void close() {
        notes.close();
    }

    /** Whether or not the application has delete triggers run for what is displaced. */
    @ParameterizedTest
    @ValueSource(strings = {"off", "on"})
    void what_a_replace_displaces_is_marked(String recursiveTriggers) {
        notes.execute("insert into notes values (1, 'a', 'x', ''), (2, 'b', 'y', '')");
        notes.store.marks().purge(UnitId.of("a"));
        notes.store.marks().purge(UnitId.of("b"));
        with(
                "pragma recursive_triggers = " + recursiveTriggers,
                "insert or replace into notes values (3, 'a', 'y', '')");
        assertThat(notes.marks("b")).contains("note 2");
        assertThat(notes.marks("a")).contains("note 3");
        with("pragma recursive_triggers = " + recursiveTriggers, "update or replace notes set slug = 'y' where id = 1");
        assertThat(notes.marks("a")).contains("note 1", "note 3");
        assertThat(notes.query("select id from notes")).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert or replace into notes values (3, 'a', 'y', '')",
                "insert or replace into notes values (2, 'a', 'z', '')",
                "update or replace notes set slug = 'y' where id = 1",
                "update or replace notes set id = 2 where id = 1",
                "insert into notes values (9, 'b', 'new', '')",
                "insert or ignore into notes values (9, 'b', 'new', '')",
                "insert or fail into notes values (9, 'b', 'new', '')",
                "insert or rollback into notes values (9, 'b', 'new', '')",
                "insert into notes values (2, 'b', 'y', '') on conflict (slug) do update set body = 'late'",
                "update or ignore notes set body = 'late' where id = 2",
                "delete from notes"
            })
    void no_conflict_clause_swallows_a_refusal(String statement) {
        notes.execute("insert into notes values (1, 'a', 'x', ''), (2, 'b', 'y', '')");
        notes.freeze("b");
        assertThatThrownBy(() -> notes.execute(statement)).rootCause().hasMessageContaining("GODWIT FROZEN");
        assertThat(notes.query("select id || creator || slug from notes")).containsExactly("1ax", "2by");
    }

    /** A zombie's list of marks must never name a mark that it has not read. */
    @Test
    void the_number_of_a_mark_is_not_used_again_when_it_was_the_last_one() {
        notes.execute("insert into notes values (1, 'a', 'x', '')");
        List<Mark> zombies = batch("a").marks();
        notes.store.marks().purge(UnitId.of("a"));
        notes.execute("update notes set body = 'second'");
        notes.store.marks().delete(zombies);
        assertThat(notes.marks("a")).containsExactly("note 1");
    }

    /** Each deletion makes readers too old to write, so marks stay in the file for a while. */
    @Test
    void marks_that_are_drained_are_not_deleted_at_once_and_before_a_demotion() {
        notes.execute("insert into notes values (1, 'a', 'x', '')");
        notes.store.marks().delete(batch("a").marks());
        assertThat(notes.marks("a")).isEmpty();
        assertThat(notes.query("select count(*) from godwit_notes__marks")).containsExactly("1");
        notes.freeze("a");
        UnitId unit = UnitId.of("a");
        var epoch = notes.store.fences().read(unit).orElseThrow().epoch();
        assertThat(notes.store.fences().change(new FenceChange.Demote(unit, epoch)))
                .isTrue();
        assertThat(notes.query("select count(*) from godwit_notes__marks")).containsExactly("0");
    }

    @Test
    void a_transaction_that_has_read_before_a_freeze_can_not_write_after_it() throws SQLException {
        try (Connection connection = notes.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("begin");
            statement.executeQuery("select * from notes").close();
            notes.freeze("a");
            assertThatThrownBy(() -> statement.execute("insert into notes values (1, 'a', 'x', '')"))
                    .hasMessageContaining("SQLITE_BUSY_SNAPSHOT");
        }
    }

    /** The way to change a table that SQLite's documentation recommends. */
    @Test
    void a_table_that_was_rebuilt_has_another_definition() {
        Fingerprint before = notes.store.fingerprint();
        notes.execute(
                // Else the home view, which names the table, keeps it from being renamed.
                "pragma legacy_alter_table = on",
                TABLE.replace("notes", "rebuilt"),
                "insert into rebuilt select * from notes",
                "drop table notes",
                "alter table rebuilt rename to notes",
                "create index by_creator on notes (creator)");
        assertThat(notes.store.fingerprint().definition()).isNotEqualTo(before.definition());
        assertThat(notes.store.installed()).isFalse();
    }

    @Test
    void an_index_that_constrains_nothing_may_come_and_go() {
        Fingerprint before = notes.store.fingerprint();
        notes.execute("create index by_body on notes (body)");
        assertThat(notes.store.fingerprint().definition()).isEqualTo(before.definition());
        assertThat(notes.store.fingerprint().files()).isNotEqualTo(before.files());
        notes.execute("create unique index by_body_alone on notes (body)");
        assertThat(notes.store.fingerprint().definition()).isNotEqualTo(before.definition());
    }

    /** A right that somebody's crash or hand has left behind is nobody's right in another role. */
    @Test
    void a_movers_right_that_was_left_behind_opens_nothing() {
        notes.execute("insert into godwit_notes__mover values ('a', 1, 0)");
        assertThatThrownBy(() -> notes.execute("insert into notes values (1, 'a', 'x', '')"))
                .rootCause()
                .hasMessageContaining("GODWIT MOVER SHUT OUT");
        notes.atHome("c");
        assertThatThrownBy(() -> notes.execute("insert into notes values (1, 'c', 'x', '')"))
                .rootCause()
                .hasMessageContaining("GODWIT FOREIGN ROW");
    }

    /** Its triggers would take them for the rows of one unit. */
    @ParameterizedTest
    @ValueSource(strings = {"x'61'", "null", "''"})
    void a_unit_without_a_canonical_text_is_refused(String unit) {
        assertThatThrownBy(() -> notes.execute("insert into notes values (1, " + unit + ", 'x', '')"))
                .rootCause()
                .hasMessageContaining("CONSTRAINT");
        assertThat(notes.query("select count(*) from notes")).containsExactly("0");
    }

    @Test
    void a_file_that_was_put_in_another_place_has_another_history() throws IOException {
        var before = notes.store.incarnation();
        notes.close();
        notes.execute("pragma wal_checkpoint(truncate)");
        Path backup = folder.resolve("backup.db");
        Files.copy(notes.file, backup);
        Files.move(backup, notes.file, StandardCopyOption.REPLACE_EXISTING);
        notes = notes.again();
        assertThat(notes.store.incarnation()).isNotEqualTo(before);
    }

    /** What a live process has seen can't be undone in silence, even where the file is the same one. */
    @Test
    void changes_of_fences_that_are_gone_are_another_history() {
        var before = notes.store.incarnation();
        notes.execute("update godwit_notes__history set changes = changes - 1");
        var after = notes.store.incarnation();
        assertThat(after).isNotEqualTo(before);
        assertThat(notes.store.incarnation()).isEqualTo(after);
    }

    @Test
    void control_connections_commit_durably_and_enforce_foreign_keys() throws SQLException {
        var address = new StoreAddress(
                notes.store.name(), "jdbc:sqlite:" + notes.file, Optional.empty(), Optional.empty(), 1);
        try (var pool = SqliteConnections.forControl(address);
                Connection connection = pool.getConnection()) {
            Sql sql = new Sql(connection);
            assertThat(sql.first("pragma synchronous", row -> row.getInt(1))).contains(2);
            assertThat(sql.first("pragma foreign_keys", row -> row.getInt(1))).contains(1);
        }
    }

    @Test
    void a_file_that_is_not_there_is_not_made() {
        Path missing = folder.resolve("missing.db");
        var address =
                new StoreAddress(notes.store.name(), "jdbc:sqlite:" + missing, Optional.empty(), Optional.empty(), 1);
        try (var store = SqliteStores.open(SqliteFixture.NOTES, address)) {
            assertThatThrownBy(store::facts)
                    .hasMessageContaining("missing")
                    .extracting("code")
                    .hasToString("STORE_DATABASE_MISSING");
        }
        assertThat(missing).doesNotExist();
    }

    /** A mover that deletes marks at once makes more than half of such transactions fail. */
    @Test
    void a_mover_hardly_disturbs_an_application_that_reads_before_it_writes() throws Exception {
        notes.execute("insert into notes values (1, 'a', 'x', '')");
        AtomicBoolean enough = new AtomicBoolean();
        Tasks.Task mover = new ThreadTasks().start("mover", () -> {
            while (!enough.get()) {
                notes.store.marks().delete(batch("a").marks());
            }
        });
        int failures = 0;
        int attempts = 300;
        try (Connection connection = notes.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < attempts; i++) {
                statement.execute("begin");
                try {
                    statement.executeQuery("select * from notes").close();
                    statement.execute("update notes set body = '" + i + "'");
                    statement.execute("commit");
                } catch (SQLException e) {
                    failures++;
                    statement.execute("rollback");
                }
            }
        } finally {
            enough.set(true);
            mover.join();
        }
        assertThat(failures).isLessThan(attempts / 10);
    }

    private MarkBatch batch(String unit) {
        return notes.store.marks().read(UnitId.of(unit), MarkBatch.FROM_THE_START, 100);
    }

    private void with(String setting, String statement) {
        notes.execute(setting, statement);
    }
}
