package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Problem;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.WaveName;
import dev.godwit.engine.TestDatabases.Database;
import dev.godwit.engine.preflight.History;
import dev.godwit.engine.preflight.Preflight;
import dev.godwit.jdbc.PostgresStores;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Preflight over real databases: sound ones, ones in which all is wrong, and ones that can't be asked. */
class PreflightOnPostgresTest {
    private static final StoreName LEGACY = new StoreName("legacy");
    private static final StoreName NEW = new StoreName("new");

    private final Database legacy = TestDatabases.create();
    private final Database target = TestDatabases.create();

    @Test
    void sound_databases_have_no_problem() {
        String sound = "create table note (id uuid primary key, account text not null, body varchar(80));"
                + " create index on note (account)";
        legacy.execute(sound);
        target.execute(sound);

        assertThat(check(List.of("note"), legacy.address("legacy"), target.address("new")))
                .isEmpty();
    }

    @Test
    void a_broken_schema_is_described_in_one_go() {
        legacy.execute("""
                create table note (id bigint generated always as identity primary key, account text, slug text unique,
                    body varchar(80), stars bigint, size integer, extra text);
                insert into note (account, slug) values (null, 'x');
                create table label (id uuid, account text not null);
                create table visits (id bigint primary key, account text not null) partition by hash (id);
                create table visit partition of visits for values with (modulus 1, remainder 0);
                create table topic (id bigint primary key, account text not null);
                create table subtopic () inherits (topic);
                """);
        target.execute("""
                create table parent (id bigint primary key);
                create table note (id bigint generated always as identity primary key, account text not null,
                    slug text not null, body varchar(40), stars integer, added date not null,
                    parent bigint references parent, size integer generated always as (length(slug)) stored);
                create index on note (account);
                create function touch() returns trigger language plpgsql as 'begin return new; end';
                create trigger touch before update on note for each row execute function touch();
                alter table note enable always trigger touch;
                create rule shout as on delete to note do also notify note;
                insert into note (account, slug, added) values ('a1', 's', now());
                create unlogged table label (id uuid primary key, account text not null);
                create index on label (account);
                create view topic as select 1::bigint as id, 'a'::text as account;
                """);

        List<String> problems =
                check(List.of("note", "label", "visit", "topic"), legacy.address("legacy"), target.address("new"));

        assertThat(problems)
                .contains(
                        "TABLE_MISSING new: visit",
                        "TABLE_PARTITIONED legacy: visit",
                        "TABLE_INHERITANCE legacy: topic",
                        "TABLE_KIND new: label",
                        "TABLE_KIND new: topic",
                        "TABLE_RULES new: note",
                        "TABLE_USER_TRIGGERS new: note",
                        "FOREIGN_KEY_OUTSIDE new: note.note_parent_fkey",
                        "TARGET_NOT_EMPTY new: note",
                        "KEY_MISSING legacy: label",
                        "UNIT_NULL legacy: note.account",
                        "UNIT_NOT_INDEXED legacy: note.account",
                        "UNIT_NOT_INDEXED legacy: label.account",
                        "KEY_GENERATED_TWICE new: note.id",
                        "UNIQUE_WITHOUT_UNIT legacy: note.note_slug_key",
                        "COLUMN_MISSING new: note.extra",
                        "COLUMN_EXTRA new: note.added",
                        "COLUMN_GENERATED new: note.size",
                        "COLUMN_LENGTH new: note.body",
                        "COLUMN_TYPE new: note.stars",
                        "COLUMN_NOT_NULL new: note.account",
                        "COLUMN_NOT_NULL new: note.slug");
    }

    @Test
    void twenty_five_different_errors_come_in_one_go() {
        String circle = """
                create table hen (id bigint primary key, account text not null, egg bigint);
                create table egg (id bigint primary key, account text not null, hen bigint references hen);
                alter table hen add foreign key (egg) references egg;
                create index on hen (account);
                create index on egg (account);
                """;
        legacy.execute(circle + """
                create schema godwit_things;
                create table godwit_things.fence ();
                create table note (id bigint generated always as identity primary key, account text, slug text unique,
                    body varchar(80), stars bigint, extra text);
                insert into note (account, slug) values (null, 'x');
                create table label (id uuid, account text not null);
                create table visit (id bigint primary key, account text not null);
                create table topic (id bigint primary key, account text not null);
                create table subtopic () inherits (topic);
                create table gauge (id money primary key, account point not null);
                """);
        target.execute(circle + """
                create table parent (id bigint primary key);
                create table label (id uuid primary key, account text not null, code text unique);
                create index on label (account);
                create table note (id bigint generated always as identity primary key, account text not null,
                    slug text not null, body varchar(40), stars integer, added date not null,
                    parent bigint references parent, label text references label (code), room int4range,
                    exclude using gist (room with &&));
                create index on note (account);
                create function touch() returns trigger language plpgsql as 'begin return new; end';
                create trigger touch before update on note for each row execute function touch();
                alter table note enable always trigger touch;
                create rule shout as on delete to note do also notify note;
                insert into note (account, slug, added) values ('a1', 's', now());
                create view topic as select 1::bigint as id, 'a'::text as account;
                create table gauge (id money primary key, account point not null);
                """);
        legacy.execute("begin; insert into visit values (1, 'a'); prepare transaction 'forgotten'");

        List<String> problems = check(
                List.of("note", "label", "visit", "topic", "gauge", "hen", "egg"),
                legacy.address("legacy"),
                target.address("new"),
                new Selection.Query(LEGACY, "select nobody from nowhere"));
        legacy.execute("rollback prepared 'forgotten'");

        Set<String> codes = new TreeSet<>();
        problems.forEach(problem -> codes.add(problem.substring(0, problem.indexOf(' '))));
        assertThat(codes)
                .contains(
                        "COLUMN_EXTRA",
                        "COLUMN_LENGTH",
                        "COLUMN_MISSING",
                        "COLUMN_NOT_NULL",
                        "COLUMN_TYPE",
                        "FOREIGN_KEY_CYCLE",
                        "FOREIGN_KEY_NOT_INDEXED",
                        "FOREIGN_KEY_NOT_TO_KEY",
                        "FOREIGN_KEY_OUTSIDE",
                        "KEY_GENERATED_TWICE",
                        "KEY_MISSING",
                        "KEY_TYPE",
                        "PREPARED_TRANSACTION",
                        "TABLE_EXCLUSION_CONSTRAINT",
                        "TABLE_INHERITANCE",
                        "TABLE_KIND",
                        "TABLE_MISSING",
                        "TABLE_RULES",
                        "TABLE_USER_TRIGGERS",
                        "TARGET_NOT_EMPTY",
                        "UNIQUE_WITHOUT_UNIT",
                        "UNIT_NOT_INDEXED",
                        "UNIT_NULL",
                        "UNIT_TYPE",
                        "WAVE_QUERY")
                .hasSizeGreaterThanOrEqualTo(25);
    }

    @Test
    void what_stands_in_the_way_of_a_role_is_told_per_table() {
        String tables =
                "create table note (id uuid primary key, account text not null); create index on note (account)";
        legacy.execute(tables);
        target.execute(tables + "; alter table note enable row level security;"
                + " drop role if exists mover; create role mover login; grant select, insert on note to mover");
        StoreAddress mover = withUser(target.address("new"), "mover");

        assertThat(check(List.of("note"), legacy.address("legacy"), mover))
                .contains(
                        "STORE_RIGHTS_MISSING store new",
                        "STORE_RIGHTS_MISSING new: note",
                        "TABLE_ROW_SECURITY new: note");
    }

    @Test
    void a_store_that_can_not_be_asked_hides_nothing_of_the_other() {
        legacy.execute("create table note (id uuid, account text not null)");

        assertThat(check(List.of("note"), legacy.address("legacy"), at("jdbc:postgresql://localhost:1/none")))
                .containsExactly(
                        "STORE_UNREACHABLE store new",
                        "KEY_MISSING legacy: note",
                        "UNIT_NOT_INDEXED legacy: note.account");
        assertThat(check(List.of("note"), legacy.address("legacy"), at(target.url() + "_missing")))
                .contains("STORE_DATABASE_MISSING store new", "KEY_MISSING legacy: note");
        assertThat(check(List.of("note"), legacy.address("legacy"), withUser(target.address("new"), "nobody")))
                .contains("STORE_AUTHENTICATION store new", "KEY_MISSING legacy: note");
    }

    @Test
    void one_database_can_not_be_both_stores() {
        String tables =
                "create table note (id uuid primary key, account text not null); create index on note (account)";
        legacy.execute(tables);

        assertThat(check(List.of("note"), legacy.address("legacy"), legacy.address("new")))
                .contains("SAME_STORE stores legacy and new");
    }

    /** Each problem as {@code CODE place}. */
    private static List<String> check(List<String> entities, StoreAddress source, StoreAddress target) {
        return check(entities, source, target, new Selection.All());
    }

    private static List<String> check(
            List<String> entities, StoreAddress source, StoreAddress target, Selection units) {
        Plan plan = plan(entities, source, target, units);
        try (Store from = PostgresStores.open(plan.keyspace(), source);
                Store to = PostgresStores.open(plan.keyspace(), target)) {
            List<Problem> problems = Preflight.check(plan, List.of(from, to), History.NONE);
            assertThat(problems)
                    .allSatisfy(problem -> assertThat(problem.message()).doesNotStartWith("store "));
            return problems.stream()
                    .map(problem -> problem.code() + " " + problem.place())
                    .toList();
        }
    }

    private static Plan plan(List<String> entities, StoreAddress source, StoreAddress target, Selection units) {
        return new Plan(
                new Keyspace(
                        new KeyspaceName("notes"),
                        entities.stream()
                                .map(name -> Entity.of(new EntityName(name), name, "id", "account"))
                                .toList()),
                new MigrationName("notes-to-new"),
                Optional.empty(),
                List.of(source, target),
                LEGACY,
                NEW,
                List.of(new Plan.Wave(new WaveName("rest"), units, false)),
                new Plan.Cutover(Duration.ofMillis(250), false),
                Plan.Mismatch.STOP,
                Duration.ofDays(7),
                Duration.ofDays(30),
                new Plan.Accept(Set.of(), Set.of(), false));
    }

    private static StoreAddress at(String url) {
        return new StoreAddress(NEW, url, Optional.of("postgres"), Optional.empty(), 4);
    }

    private static StoreAddress withUser(StoreAddress address, String user) {
        return new StoreAddress(address.name(), address.url(), Optional.of(user), Optional.empty(), address.pool());
    }
}
