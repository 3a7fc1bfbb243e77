package dev.godwit.jdbc.internal;

import static dev.godwit.jdbc.internal.RowsFixture.NOTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.core.StoreFacts.ForeignKeyFacts;
import dev.godwit.core.StoreFacts.IndexFacts;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.StoreFacts.TriggerFacts;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgresFactsTest {
    private static final String PLAIN = "create table notes (id int primary key, creator text not null, body text)";

    @Test
    void a_sound_table_has_nothing_to_complain_about() throws SQLException {
        try (RowsFixture store = RowsFixture.create(
                "a",
                PLAIN,
                "create index notes_creator on notes (creator)",
                "insert into notes values (1, 'u', 'x')")) {
            StoreFacts facts = store.facts();
            TableFacts table = facts.tables().get(NOTE);

            assertThat(facts.store()).hasToString("a");
            assertThat(facts.version()).isBetween(150_000, 990_000);
            assertThat(facts.standby()).isFalse();
            assertThat(facts.installed()).isTrue();
            assertThat(facts.missingRights()).isEmpty();
            assertThat(facts.standbys()).isEmpty();
            assertThat(table.kind()).isEqualTo("table");
            assertThat(table.unlogged() || table.partOfInheritance() || table.rowSecurityApplies())
                    .isFalse();
            assertThat(table.primaryKey()).containsExactly("id");
            assertThat(table.indexes())
                    .containsExactly(
                            new IndexFacts("notes_creator", List.of("creator"), false, false, true),
                            new IndexFacts("notes_pkey", List.of("id"), true, false, true));
            assertThat(table.userTriggers()).isEmpty();
            assertThat(table.rules()).isEmpty();
            assertThat(table.foreignKeys()).isEmpty();
            assertThat(table.exclusionConstraints()).isEmpty();
            assertThat(table.subscriptions()).isEmpty();
            assertThat(table.missingRights()).isEmpty();
            assertThat(table.rowsWithoutUnit()).isZero();
            assertThat(table.sampleUnit()).contains(UnitId.of("u"));
        }
    }

    @Test
    void two_connections_to_one_database_say_the_same_place() throws SQLException {
        try (RowsFixture one = RowsFixture.create("a", PLAIN);
                RowsFixture again = one.as("postgres");
                RowsFixture other = RowsFixture.create("b", PLAIN)) {
            assertThat(one.facts().database()).isEqualTo(again.facts().database());
            assertThat(one.facts().database()).isNotEqualTo(other.facts().database());
        }
    }

    @Test
    void columns_tell_their_types_lengths_and_who_hands_out_their_values() throws SQLException {
        try (RowsFixture store = RowsFixture.create(
                "a",
                "create sequence counter start 500 increment 7",
                "create type public.\"Mood\" as enum ('fine')",
                "create collation public.loose (provider = icu, locale = 'und', deterministic = false)",
                """
                create table notes (id bigint generated always as identity (start 10 increment 2) primary key,
                    creator text not null, serial_number serial, counted bigint default nextval('counter'),
                    v varchar(20), c char(5), price numeric(10,2) default 0, twice int generated always as (1 + 1) stored,
                    dropped int, mood public."Mood"[], loose text collate public.loose)
                """,
                "alter table notes drop column dropped",
                "insert into notes (creator) values ('u'), ('u')")) {
            TableFacts table = store.facts().tables().get(NOTE);

            ColumnFacts id = table.column("id").orElseThrow();
            assertThat(id.type()).isEqualTo("bigint");
            assertThat(id.identity()).isTrue();
            assertThat(id.nullable()).isFalse();
            assertThat(id.sequenceStart()).contains(14L);
            assertThat(id.sequenceIncrement()).contains(2L);
            assertThat(table.column("serial_number").orElseThrow().sequenceStart())
                    .contains(3L);
            assertThat(table.column("counted").orElseThrow().sequenceStart()).contains(514L);
            assertThat(table.column("counted").orElseThrow().identity()).isTrue();
            assertThat(table.column("v").orElseThrow())
                    .extracting(ColumnFacts::type, ColumnFacts::declaredType, ColumnFacts::length)
                    .containsExactly("character varying", "character varying(20)", Optional.of(20));
            assertThat(table.column("c").orElseThrow())
                    .extracting(ColumnFacts::type, ColumnFacts::length)
                    .containsExactly("bpchar", Optional.of(5));
            assertThat(table.column("price").orElseThrow())
                    .extracting(
                            ColumnFacts::type,
                            ColumnFacts::declaredType,
                            ColumnFacts::hasDefault,
                            ColumnFacts::identity)
                    .containsExactly("numeric", "numeric(10,2)", true, false);
            assertThat(table.column("twice").orElseThrow().generated()).isTrue();
            assertThat(table.column("mood").orElseThrow().type()).isEqualTo("public.\"Mood\"[]");
            assertThat(table.column("loose").orElseThrow().deterministicCollation())
                    .isFalse();
            assertThat(table.column("creator").orElseThrow().deterministicCollation())
                    .isTrue();
            assertThat(table.column("dropped")).isEmpty();
        }
    }

    @Test
    void whatever_could_get_in_the_way_of_a_move_is_named() throws SQLException {
        try (RowsFixture store = RowsFixture.create(
                "a",
                "create table parents (id int primary key)",
                "create table notes (id int primary key, creator text, slug text, room int4range,"
                        + " parent int references parents on delete cascade deferrable,"
                        + " constraint no_overlap exclude using gist (room with &&))",
                "create table children (note int constraint to_note references notes)",
                "create unique index slugs on notes (lower(slug), creator) where slug is not null",
                "create function touch() returns trigger language plpgsql as 'begin return new; end'",
                "create trigger touched before update on notes for each row execute function touch()",
                "create trigger asleep before update on notes for each row execute function touch()",
                "alter table notes disable trigger asleep",
                "create trigger loud before update on notes for each row execute function touch()",
                "alter table notes enable always trigger loud",
                "alter table notes add constraint one_slug unique (slug) deferrable",
                "create rule shout as on insert to notes do also notify shouted")) {
            store.plant("insert into notes (id) values (1)");
            TableFacts table = store.facts().tables().get(NOTE);

            assertThat(table.userTriggers())
                    .containsExactly(
                            new TriggerFacts("loud", Optional.of("it is enabled for replicas as well")),
                            new TriggerFacts("touched", Optional.empty()));
            assertThat(table.triggerKept()).containsExactly("one_slug");
            assertThat(table.rules()).containsExactly("shout");
            assertThat(table.path()).isEqualTo("public.notes");
            assertThat(table.foreignKeys())
                    .containsExactly(
                            new ForeignKeyFacts(
                                    "to_note",
                                    "public.children",
                                    List.of("note"),
                                    "public.notes",
                                    List.of("id"),
                                    false,
                                    false),
                            new ForeignKeyFacts(
                                    "notes_parent_fkey",
                                    "public.notes",
                                    List.of("parent"),
                                    "public.parents",
                                    List.of("id"),
                                    true,
                                    true));
            assertThat(table.exclusionConstraints()).containsExactly("no_overlap");
            assertThat(table.indexes())
                    .contains(new IndexFacts("slugs", List.of("lower(slug)", "creator"), true, true, true));
            assertThat(table.rowsWithoutUnit()).isOne();
            assertThat(table.sampleUnit()).isEmpty();
        }
    }

    @Test
    void kinds_of_tables_that_cannot_be_moved_are_told_apart() throws SQLException {
        assertThat(kind("create table notes (id int, creator text) partition by list (creator)"))
                .isEqualTo("partitioned table");
        assertThat(kind(
                        "create table parts (id int, creator text) partition by list (creator)",
                        "create table notes partition of parts default"))
                .isEqualTo("partition");
        assertThat(kind("create view notes as select 1 as id, 'u'::text as creator"))
                .isEqualTo("view");
        assertThat(kind("create materialized view notes as select 1 as id, 'u'::text as creator"))
                .isEqualTo("materialized view");
        TableFacts unlogged = bare("create unlogged table notes (id int primary key, creator text)");
        assertThat(unlogged.unlogged()).isTrue();
        TableFacts heir = bare("create table base (id int, creator text)", "create table notes () inherits (base)");
        assertThat(heir.partOfInheritance()).isTrue();
        assertThat(heir.kind()).isEqualTo("table");
    }

    @Test
    void a_table_that_does_not_exist_has_no_facts() throws SQLException {
        try (RowsFixture store = RowsFixture.bare("a")) {
            assertThat(store.facts().tables()).isEmpty();
            assertThat(store.facts().installed()).isFalse();
        }
    }

    @Test
    void a_weak_role_learns_every_right_that_it_lacks_and_no_error() throws SQLException {
        try (RowsFixture store = RowsFixture.bare(
                        "a",
                        PLAIN,
                        "revoke all on schema public from public",
                        "do $$ begin if not exists (select from pg_roles where rolname = 'weakling') then"
                                + " create role weakling login; end if; end $$",
                        "create function touch() returns trigger language plpgsql as 'begin return new; end'",
                        "create trigger touched before update on notes for each row execute function touch()",
                        "grant select, insert on notes to weakling");
                RowsFixture weak = store.as("weakling")) {
            StoreFacts facts = weak.facts();
            assertThat(facts.missingRights()).singleElement().asString().startsWith("CREATE on database test_");
            assertThat(facts.tables().get(NOTE).missingRights())
                    .containsExactly(
                            "UPDATE on table public.notes",
                            "DELETE on table public.notes",
                            "TRIGGER on table public.notes",
                            "USAGE on schema public");
            assertThat(facts.tables().get(NOTE).userTriggers())
                    .containsExactly(
                            new TriggerFacts("touched", Optional.of("the role may not set session_replication_role")));
        }
    }

    @Test
    void transactions_that_a_cutover_would_wait_for_are_named() throws SQLException {
        try (RowsFixture store = RowsFixture.create("a", PLAIN, "create table other (i int)")) {
            store.execute("begin; insert into other values (1); prepare transaction 'left over'");
            try {
                assertThat(store.facts().preparedTransactions()).containsExactly("left over");
            } finally {
                store.execute("rollback prepared 'left over'");
            }
        }
    }

    @Test
    void a_subscription_that_writes_the_table_is_named() throws SQLException {
        try (RowsFixture store = RowsFixture.create("a", PLAIN)) {
            store.execute(
                    "create subscription from_elsewhere connection 'dbname=nowhere' publication p with (connect = false)",
                    "insert into pg_subscription_rel (srsubid, srrelid, srsubstate) select oid, 'notes'::regclass, 'r'"
                            + " from pg_subscription where subname = 'from_elsewhere'");
            assertThat(store.facts().tables().get(NOTE).subscriptions()).containsExactly("from_elsewhere");
        }
    }

    @Test
    void a_writer_that_has_been_open_for_long_is_named() throws SQLException {
        try (RowsFixture store = RowsFixture.create("a", PLAIN, "create table other (i int)");
                Connection writer = store.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("select 1");
            assertThat(openFor(store, Duration.ZERO)).isEmpty();
            statement.execute("insert into other values (1)");
            assertThat(openFor(store, Duration.ZERO))
                    .singleElement()
                    .asString()
                    .contains("postgres")
                    .contains("idle in transaction");
            assertThat(openFor(store, Duration.ofHours(1))).isEmpty();
        }
    }

    private static List<String> openFor(RowsFixture store, Duration atLeast) throws SQLException {
        try (Connection connection = store.connect()) {
            return new ServerCatalog(new CatalogReader(connection)).writersOpenFor(atLeast);
        }
    }

    private static String kind(String... statements) throws SQLException {
        return bare(statements).kind();
    }

    private static TableFacts bare(String... statements) throws SQLException {
        try (RowsFixture store = RowsFixture.bare("a", statements)) {
            return store.facts().tables().get(NOTE);
        }
    }
}
