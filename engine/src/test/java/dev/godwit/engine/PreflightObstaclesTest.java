package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.WaveName;
import dev.godwit.engine.TestDatabases.Database;
import dev.godwit.engine.preflight.History;
import dev.godwit.engine.preflight.Preflight;
import dev.godwit.jdbc.PostgresStores;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in the way of a move of sound tables is one message: its code, where it is, and what to do. */
@TestMethodOrder(OrderAnnotation.class)
class PreflightObstaclesTest {
    private static final String SOUND = "create table note (id uuid primary key, account text not null, body text);"
            + " create index on note (account)";

    private static Database longAgo;
    private static Connection longWriter;

    /** A transaction has to become old: it does so while the other tests run. */
    @BeforeAll
    static void beginALongTransaction() throws SQLException {
        longAgo = sound();
        longWriter = longAgo.connect();
        longWriter.setAutoCommit(false);
        try (Statement statement = longWriter.createStatement()) {
            statement.execute("insert into note values (gen_random_uuid(), 'ann')");
        }
    }

    @AfterAll
    static void endTheLongTransaction() throws SQLException {
        longWriter.close();
    }

    static Stream<Arguments> obstacles() {
        return Stream.of(
                Arguments.of(
                        "begin; insert into note values (gen_random_uuid(), 'ann'); prepare transaction 'left'",
                        "PREPARED_TRANSACTION at store NAME: prepared transaction left holds its locks until somebody"
                                + " ends it. Next: commit or roll back the prepared transaction"),
                Arguments.of(
                        "create subscription feed connection 'dbname=nowhere' publication p with (connect = false);"
                                + " insert into pg_subscription_rel (srsubid, srrelid, srsubstate)"
                                + " select oid, 'note'::regclass, 'r' from pg_subscription where subname = 'feed'",
                        "TABLE_SUBSCRIPTION at NAME: note: written by logical replication, which no statement trigger"
                                + " sees: feed. Next: drop the subscription that writes this table, or leave the"
                                + " entity out"),
                Arguments.of(
                        "alter table note add constraint apart exclude using hash (body with =)",
                        "TABLE_EXCLUSION_CONSTRAINT at NAME: note: exclusion constraints could refuse rows for those of"
                                + " other units: apart. Next: drop the exclusion constraint until the move is over, or"
                                + " leave the entity out"),
                Arguments.of(
                        "drop table note; create table notes (id uuid primary key, account text not null, body text)"
                                + " partition by hash (id); create table note partition of notes for values with"
                                + " (modulus 1, remainder 0); create index on note (account); alter table note owner to keeper",
                        "TABLE_PARTITIONED at NAME: note: this is a partition of another table. Next: name the"
                                + " partitioned table in the plan, not one of its partitions"),
                Arguments.of(
                        "create table old_note () inherits (note)",
                        "TABLE_INHERITANCE at NAME: note: writes through a parent, child or partition would be missed."
                                + " Next: tables with inheritance can't be moved yet; leave this entity out"),
                Arguments.of(
                        "alter table note enable row level security, force row level security;"
                                + " alter role keeper nobypassrls",
                        "TABLE_ROW_SECURITY at NAME: note: row security hides rows from this role; they would look"
                                + " deleted. Next: let the mover's role bypass row security (BYPASSRLS), or disable it"
                                + " on the table"));
    }

    @ParameterizedTest
    @MethodSource("obstacles")
    void an_obstacle_in_either_store_is_one_message(String making, String message) {
        Database sound = sound();
        Database inTheWay = sound();
        inTheWay.execute(making);
        try {
            assertThat(check(inTheWay, sound)).containsExactly(message.replace("NAME", "legacy"));
            assertThat(check(sound, inTheWay)).containsExactly(message.replace("NAME", "new"));
        } finally {
            if (making.contains("prepare transaction")) {
                inTheWay.execute("rollback prepared 'left'");
            }
        }
    }

    @Test
    void triggers_are_an_obstacle_only_for_a_role_that_cannot_keep_them_quiet() {
        Database withTrigger = sound();
        withTrigger.execute("create function touch() returns trigger language plpgsql as 'begin return new; end';"
                + " create trigger touched before update on note for each row execute function touch()");
        assertThat(check(sound(), withTrigger))
                .containsExactly(
                        "TABLE_USER_TRIGGERS at new: note: triggers would fire on mirrored rows and change them:"
                                + " touched (the role may not set session_replication_role). Next: let the role set"
                                + " session_replication_role, or drop or disable the triggers until the move is over");
        withTrigger.execute("grant set on parameter session_replication_role to keeper");
        try {
            assertThat(check(sound(), withTrigger)).isEmpty();
        } finally {
            withTrigger.execute("revoke set on parameter session_replication_role from keeper");
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void a_long_transaction_is_one_warning() {
        Database sound = sound();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(check(longAgo, sound))
                        .singleElement()
                        .satisfies(message -> assertThat(message)
                                .matches(
                                        "LONG_TRANSACTION at store legacy: a long transaction would be waited for: process"
                                                + " \\d+ \\(postgres, .*\\), idle in transaction, open for \\d+ s. Next: let the"
                                                + " transaction end, or end it; a cutover would wait for it")));
    }

    /** A database of a role that owns it, and no more. */
    private static Database sound() {
        Database database = TestDatabases.create();
        database.execute("do $$ begin if not exists (select from pg_roles where rolname = 'keeper') then"
                + " create role keeper login; end if; end $$; alter database " + database.name()
                + " owner to keeper; " + SOUND
                + "; alter table note owner to keeper; grant pg_read_all_stats to keeper");
        return database;
    }

    /** Each problem as a person reads it. */
    private static List<String> check(Database source, Database target) {
        Plan plan = plan(source, target);
        try (Store from = PostgresStores.open(plan.keyspace(), plan.address(plan.source()));
                Store to = PostgresStores.open(plan.keyspace(), plan.address(plan.target()))) {
            return Preflight.check(plan, List.of(from, to), History.NONE).stream()
                    .map(problem -> problem.code() + " at " + problem.place() + ": " + problem.message() + ". Next: "
                            + problem.code().nextStep())
                    .toList();
        }
    }

    private static Plan plan(Database source, Database target) {
        return new Plan(
                new Keyspace(
                        new KeyspaceName("notes"), List.of(Entity.of(new EntityName("note"), "note", "id", "account"))),
                new MigrationName("notes-to-new"),
                Optional.empty(),
                List.of(address(source, "legacy"), address(target, "new")),
                new StoreName("legacy"),
                new StoreName("new"),
                List.of(new Plan.Wave(new WaveName("rest"), new Plan.Selection.All(), false)),
                new Plan.Cutover(Duration.ofMillis(250), false),
                Plan.Mismatch.STOP,
                Duration.ofDays(7),
                Duration.ofDays(30),
                new Plan.Accept(Set.of(), Set.of(), false));
    }

    private static StoreAddress address(Database database, String store) {
        return new StoreAddress(new StoreName(store), database.url(), Optional.of("keeper"), Optional.empty(), 4);
    }
}
