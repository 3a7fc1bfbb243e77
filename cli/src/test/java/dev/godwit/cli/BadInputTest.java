package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.godwit.cli.Workplace.Background;
import dev.godwit.cli.Workplace.Result;
import dev.godwit.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with the plan or the databases: one message with code, place and next step, and nothing changed. */
class BadInputTest {
    private static final String NOTES = "create table note (id uuid primary key, account text not null, body text);"
            + " create index note_account on note (account);"
            + " insert into note select gen_random_uuid(), 'a' || n, 'x' from generate_series(1, 4) n;"
            + " alter table note owner to keeper";
    private static final String NO_ROWS = "; truncate note";

    @TempDir
    Path folder;

    private Workplace work;

    @BeforeAll
    static void createRoles() throws IOException {
        TestDatabases.create()
                .execute("create role keeper login; grant pg_read_all_stats to keeper;"
                        + " create role stranger login; create role locked login password 'right'");
        TestDatabases.requirePassword("locked");
    }

    @BeforeEach
    void furnish() {
        work = new Workplace(folder);
        work.legacy.execute(NOTES + "; alter database " + work.legacy.name() + " owner to keeper");
        work.target.execute(NOTES + NO_ROWS + "; alter database " + work.target.name() + " owner to keeper");
    }

    @AfterEach
    void close() {
        work.close();
    }

    static Stream<Arguments> plans() {
        return Stream.of(
                plan("key: [id]", "key: [id], colour: red", ErrorCode.PLAN_UNKNOWN_KEY, "plan.yaml:7"),
                plan("migration: notes-to-new\n", "", ErrorCode.PLAN_MISSING_KEY, "plan.yaml:1"),
                plan("keyspace: notes", "keyspace: [notes", ErrorCode.PLAN_INVALID_YAML, "plan.yaml:"),
                plan("list: [a1]", "percent: 500", ErrorCode.PLAN_INVALID_VALUE, "plan.yaml:10"),
                plan("user: keeper", "user: keeper, password: hunter2", ErrorCode.PLAN_SECRET_IN_CLEAR, "plan.yaml:4"),
                plan(
                        "user: keeper",
                        "user: keeper, password: \"env:NO_SUCH_VARIABLE\"",
                        ErrorCode.PLAN_SECRET_NOT_FOUND,
                        "plan.yaml:4"),
                plan("key: [id]", "key: []", ErrorCode.PLAN_INVALID_VALUE, "plan.yaml:7"),
                plan("table: note", "table: letter", ErrorCode.TABLE_MISSING, "legacy: letter"),
                plan("unit: account", "unit: tenant", ErrorCode.COLUMN_MISSING, "legacy: note.tenant"),
                plan("localhost:\\d+", "localhost:1", ErrorCode.STORE_UNREACHABLE, "store legacy"),
                plan("/cli_", "/no_such_", ErrorCode.STORE_DATABASE_MISSING, "store legacy"),
                plan(
                        "user: keeper",
                        "user: locked, password: \"file:wrong\"",
                        ErrorCode.STORE_AUTHENTICATION,
                        "store legacy"),
                plan("user: keeper", "user: stranger", ErrorCode.STORE_RIGHTS_MISSING, "legacy"));
    }

    private static Arguments plan(String old, String replacement, ErrorCode code, String place) {
        return argumentSet(code + " by " + replacement.strip(), old, replacement, code, place);
    }

    @ParameterizedTest
    @MethodSource("plans")
    void a_wrong_plan_is_refused(String old, String replacement, ErrorCode code, String place) throws IOException {
        Files.writeString(folder.resolve("wrong"), "wrong");
        String plan = planWith(text -> text.replaceFirst(old.replace("[", "\\["), replacement));

        assertRefused(work.run("check", plan), code, place);
    }

    static Stream<Arguments> obstacles() {
        return Stream.of(
                inLegacy("alter table note drop constraint note_pkey", ErrorCode.KEY_MISSING, "legacy: note"),
                inLegacy(
                        "alter table note alter account drop not null; update note set account = null where account = 'a1'",
                        ErrorCode.UNIT_NULL,
                        "legacy: note.account"),
                inLegacy("drop index note_account", ErrorCode.UNIT_NOT_INDEXED, "legacy: note.account"),
                inNew("insert into note values (gen_random_uuid(), 'a1')", ErrorCode.TARGET_NOT_EMPTY, "new: note"),
                inNew("alter table note alter body type integer using 1", ErrorCode.COLUMN_TYPE, "new: note.body"),
                inNew("alter table note alter body type varchar(3)", ErrorCode.COLUMN_LENGTH, "new: note.body"),
                inNew("alter table note alter body set not null", ErrorCode.COLUMN_NOT_NULL, "new: note.body"),
                inNew("alter table note add stars int not null", ErrorCode.COLUMN_EXTRA, "new: note.stars"),
                inNew("alter table note drop body", ErrorCode.COLUMN_MISSING, "new: note.body"),
                inNew(
                        "create function touch() returns trigger language plpgsql as 'begin return new; end'; create"
                                + " trigger touched before update on note for each row execute function touch();"
                                + " alter table note enable always trigger touched",
                        ErrorCode.TABLE_USER_TRIGGERS,
                        "new: note"),
                inLegacy("create table old_note () inherits (note)", ErrorCode.TABLE_INHERITANCE, "legacy: note"),
                inLegacy(
                        "create subscription feed connection 'dbname=nowhere' publication p with (connect = false);"
                                + " insert into pg_subscription_rel (srsubid, srrelid, srsubstate)"
                                + " select oid, 'note'::regclass, 'r' from pg_subscription where subname = 'feed'",
                        ErrorCode.TABLE_SUBSCRIPTION,
                        "legacy: note"),
                inLegacy(
                        "alter table note enable row level security, force row level security",
                        ErrorCode.TABLE_ROW_SECURITY,
                        "legacy: note"),
                inLegacy(
                        "create rule nothing as on delete to note do instead nothing",
                        ErrorCode.TABLE_RULES,
                        "legacy: note"),
                inBoth(
                        "drop table note; create table note (id bigint generated always as identity primary key,"
                                + " account text not null, body text); create index on note (account);"
                                + " alter table note owner to keeper",
                        ErrorCode.KEY_GENERATED_TWICE,
                        "note.id"),
                inBoth("alter table note add slug text unique", ErrorCode.UNIQUE_WITHOUT_UNIT, "note.note_slug_key"),
                inLegacy(
                        "begin; insert into note values (gen_random_uuid(), 'ann'); prepare transaction 'left'",
                        ErrorCode.PREPARED_TRANSACTION,
                        "store legacy"));
    }

    private static Arguments inLegacy(String sql, ErrorCode code, String place) {
        return argumentSet(code + " in legacy", sql, "select 1", code, place);
    }

    private static Arguments inNew(String sql, ErrorCode code, String place) {
        return argumentSet(code + " in new", "select 1", sql, code, place);
    }

    private static Arguments inBoth(String sql, ErrorCode code, String place) {
        return argumentSet(code + " in both", sql, sql, code, place);
    }

    @ParameterizedTest
    @MethodSource("obstacles")
    void a_database_in_the_wrong_state_is_refused(String inLegacy, String inNew, ErrorCode code, String place)
            throws IOException {
        work.legacy.execute(inLegacy);
        work.target.execute(inNew);
        String plan = planWith(text -> text);
        try {
            assertRefused(work.run("run", plan), code, place);
        } finally {
            if (code == ErrorCode.PREPARED_TRANSACTION) {
                work.legacy.execute("rollback prepared 'left'");
            }
        }
    }

    @Test
    void a_control_store_that_was_lost_or_is_of_the_future_is_refused() throws Exception {
        String plan = planWith(text -> text);
        Background run = work.start("run", plan);
        work.until("it has moved", status -> status.unitsMoved() == 1);
        run.interrupt();
        run.end();
        Path store = folder.resolve(".godwit").resolve("control-store.db");
        Path kept = Files.createDirectory(folder.resolve("kept")).resolve("control-store.db");
        Files.move(store, kept);

        for (String verb : new String[] {"check", "run"}) {
            Result lost = work.run(verb, plan);
            assertThat(lost.code()).isEqualTo(2);
            assertThat((lost.out() + lost.err()).replaceAll("info [^\n]*\n", ""))
                    .isEqualTo("""
                    error CONTROL_STORE_LOST store legacy: fences of keyspace notes are installed here, but this control \
                    store does not know them
                    error CONTROL_STORE_LOST store new: fences of keyspace notes are installed here, but this control \
                    store does not know them
                      Next: restore the control store; the stores hold fences that it does not explain (docs/errors/CONTROL_STORE_LOST.md)
                    2 errors, 0 warnings. Nothing was changed.
                    """);
        }
        assertThat(work.target.ask("select count(*) from note")).isEqualTo("1");

        String future = "jdbc:sqlite:" + kept;
        try (Connection connection = DriverManager.getConnection(future);
                Statement statement = connection.createStatement()) {
            statement.execute("update godwit_schema_history set version = '999'"
                    + " where installed_rank = (select max(installed_rank) from godwit_schema_history)");
        }
        Result newer = work.run("run", plan, "--control-store", future);
        assertThat(newer.code()).isEqualTo(1);
        assertThat(newer.err())
                .startsWith("CONTROL_STORE_NEWER: ")
                .endsWith("Next: " + ErrorCode.CONTROL_STORE_NEWER.nextStep()
                        + " (docs/errors/CONTROL_STORE_NEWER.md)\n");
    }

    private void assertRefused(Result result, ErrorCode code, String place) {
        assertThat(result.code()).as(result.out() + result.err()).isEqualTo(2);
        String said = result.out() + result.err();
        assertThat(said.lines().filter(line -> line.startsWith("error ")).toList())
                .as(said)
                .isNotEmpty()
                .first()
                .asString()
                .startsWith("error " + code + " ")
                .contains(place);
        assertThat(said)
                .contains("  Next: " + code.nextStep() + " (" + code.page() + ")\n")
                .doesNotContain("hunter2");
        assertThat(work.legacy.installed() || work.target.installed()).isFalse();
        assertThat(work.legacy.ask("select count(*) from pg_trigger where tgname like 'godwit%'"))
                .isEqualTo("0");
    }

    private String planWith(UnaryOperator<String> change) throws IOException {
        return work.plan(change.apply("""
                keyspace: notes
                migration: notes-to-new
                stores:
                  legacy: { url: "%s", user: keeper }
                  new: { url: "%s", user: keeper }
                entities:
                  note: { table: note, key: [id], unit: account }
                move: { from: legacy, to: new }
                waves:
                  - { name: first, units: { list: [a1] } }
                """.formatted(work.legacy.url(), work.target.url())))
                .toString();
    }
}
