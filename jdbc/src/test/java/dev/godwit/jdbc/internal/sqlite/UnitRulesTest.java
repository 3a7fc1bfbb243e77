package dev.godwit.jdbc.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Chunk;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Key;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Role;
import dev.godwit.core.RowShape;
import dev.godwit.core.Rows.CurrentRows;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import dev.godwit.core.UnitRule.Bucketing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Units that are not one column, and keys of several. */
class UnitRulesTest {
    private static final EntityName ORDER = new EntityName("order");
    private static final EntityName LINE = new EntityName("line");

    @TempDir
    Path folder;

    @Test
    void keys_and_units_of_several_columns_are_marked_copied_and_applied() {
        Keyspace keyspace = keyspace(entity(
                ORDER, "orders", List.of("region", "number"), new UnitRule.Columns(List.of("region", "tenant"))));
        String table = "create table orders (region text, tenant text, number integer, body text,"
                + " primary key (region, number)) without rowid";
        try (SqliteFixture home = SqliteFixture.create(keyspace, "home", folder, table);
                SqliteFixture mirror = SqliteFixture.create(keyspace, "mirror", folder, table)) {
            home.store.install(Role.HOME);
            mirror.store.install(Role.MOVED);
            String unit = "a\\,b\\\\,c";
            home.atHome(unit);
            home.execute(
                    "insert into orders values ('a,b\\', 'c', 1, 'one'), ('a,b\\', 'c', 2, 'two'), ('a', 'c', 1, 'other')");
            assertThat(home.marks(unit)).containsExactly("order a\\,b\\\\,1", "order a\\,b\\\\,2");
            copy(home, mirror, ORDER, unit, 1);
            assertThat(mirror.query("select body from orders")).containsExactlyInAnyOrder("one", "two");
            assertThat(home.store.rows().units(keyspace.entity(ORDER), Optional.empty(), 10))
                    .containsExactlyInAnyOrder(UnitId.of(unit), UnitId.of("a,c"));
        }
    }

    @Test
    void buckets_are_never_negative_and_hashes_are_refused() {
        Keyspace keyspace =
                keyspace(entity(ORDER, "orders", List.of("id"), new UnitRule.Bucket("id", Bucketing.MODULO, 4)));
        String table = "create table orders (id integer primary key, body text)";
        try (SqliteFixture home = SqliteFixture.create(keyspace, "home", folder, table);
                SqliteFixture mirror = SqliteFixture.create(keyspace, "mirror", folder, table)) {
            home.store.install(Role.HOME);
            mirror.store.install(Role.MOVED);
            home.atHome("3", "0");
            home.execute("insert into orders values (-1, ''), (7, ''), (8, ''), (-9223372036854775808, ''), (1, '')");
            assertThat(home.marks("3")).containsExactlyInAnyOrder("order -1", "order 7");
            assertThat(home.marks("0")).containsExactlyInAnyOrder("order 8", "order -9223372036854775808");
            copy(home, mirror, ORDER, "3", 10);
            assertThat(mirror.query("select id from orders")).containsExactly("-1", "7");
        }
        Keyspace hashed =
                keyspace(entity(ORDER, "orders", List.of("id"), new UnitRule.Bucket("id", Bucketing.HASH, 4)));
        try (SqliteFixture home = SqliteFixture.create(hashed, "home", folder)) {
            assertThat(home.store.facts().unfit()).singleElement().asString().contains("buckets");
            assertThatThrownBy(() -> home.store.install(Role.HOME)).hasMessageContaining("buckets");
        }
    }

    @Test
    void a_whole_table_is_one_unit() {
        Keyspace keyspace =
                keyspace(entity(ORDER, "orders", List.of("id"), new UnitRule.Whole(UnitId.of("all"), false)));
        try (SqliteFixture home =
                SqliteFixture.create(keyspace, "home", folder, "create table orders (id text primary key not null)")) {
            home.store.install(Role.HOME);
            home.atHome("all");
            home.execute("insert into orders values ('x'), ('y')");
            assertThat(home.marks("all")).containsExactlyInAnyOrder("order x", "order y");
            home.freeze("all");
            assertThatThrownBy(() -> home.execute("delete from orders"))
                    .rootCause()
                    .hasMessageContaining("GODWIT FROZEN");
        }
    }

    /** A cascade, a parent that changes its unit, and a child that changes its parent. */
    @Test
    void children_are_marked_with_their_parent_whatever_happens_to_it() {
        Keyspace keyspace = keyspace(
                entity(ORDER, "orders", List.of("id"), UnitRule.column("tenant")),
                entity(LINE, "lines", List.of("id"), new UnitRule.Through(List.of("order_id"), ORDER)));
        String[] tables = {
            "create table orders (id integer primary key, tenant text not null)",
            "create index by_tenant on orders (tenant)",
            "create table lines (id integer primary key, order_id integer not null references orders on delete cascade)",
            "create index by_order on lines (order_id)"
        };
        try (SqliteFixture home = SqliteFixture.create(keyspace, "home", folder, tables);
                SqliteFixture mirror = SqliteFixture.create(keyspace, "mirror", folder, tables)) {
            home.store.install(Role.HOME);
            mirror.store.install(Role.MOVED);
            home.atHome("a", "b");
            home.execute("insert into orders values (1, 'a'), (2, 'b')", "insert into lines values (10, 1), (20, 2)");
            assertThat(home.marks("a")).containsExactly("order 1", "line 10");
            copy(home, mirror, ORDER, "a", 10);
            copy(home, mirror, LINE, "a", 10);
            assertThat(mirror.query("select id from lines")).containsExactly("10");
            purge(home);
            home.execute("update lines set order_id = 2 where id = 10");
            assertThat(home.marks("a")).containsExactly("line 10");
            assertThat(home.marks("b")).containsExactly("line 10");
            purge(home);
            home.execute("update orders set tenant = 'a' where id = 2");
            assertThat(home.marks("b")).contains("order 2", "line 10", "line 20");
            assertThat(home.marks("a")).contains("order 2", "line 10", "line 20");
            purge(home);
            home.execute("pragma foreign_keys = on", "delete from orders where id = 2");
            assertThat(home.marks("a")).contains("order 2", "line 10", "line 20");
            assertThat(home.query("select count(*) from lines")).containsExactly("0");
            home.execute("insert into lines values (30, 1)");
            home.freeze("a");
            assertThatThrownBy(() -> home.execute("pragma foreign_keys = on", "delete from orders where id = 1"))
                    .rootCause()
                    .hasMessageContaining("GODWIT FROZEN");
            assertThatThrownBy(() -> home.execute("insert into lines values (40, 99)"))
                    .rootCause()
                    .hasMessageContaining("GODWIT UNNAMED ROW");
        }
    }

    /** Unique values that rows exchange are parked, never deleted. */
    @Test
    void rows_that_exchange_unique_values_are_applied() {
        Keyspace keyspace = keyspace(entity(ORDER, "orders", List.of("id"), UnitRule.column("tenant")));
        String[] tables = {
            "create table orders (id integer primary key, tenant text not null, code text not null unique, slug text)",
            "create unique index by_slug on orders (slug)"
        };
        try (SqliteFixture home = SqliteFixture.create(keyspace, "home", folder, tables);
                SqliteFixture mirror = SqliteFixture.create(keyspace, "mirror", folder, tables)) {
            home.store.install(Role.HOME);
            mirror.store.install(Role.MOVED);
            home.atHome("a");
            home.execute("insert into orders values (1, 'a', 'one', 'x'), (2, 'a', 'two', 'y')");
            copy(home, mirror, ORDER, "a", 10);
            home.execute(
                    "update orders set code = 'old', slug = null where id = 1",
                    "update orders set code = 'one', slug = 'x' where id = 2",
                    "update orders set code = 'two', slug = 'y' where id = 1");
            RowShape shape = mirror.shape(ORDER);
            MoverRight right = mirror.mover("a");
            CurrentRows rows = home.store.rows().readKeys(shape, UnitId.of("a"), List.of(new Key("1"), new Key("2")));
            assertThat(mirror.store.rows().apply(right, shape, rows).upserted()).isEqualTo(2);
            assertThat(mirror.query("select id || code || slug from orders order by id"))
                    .containsExactly("1twoy", "2onex");
        }
    }

    private static void purge(SqliteFixture fixture) {
        fixture.store.marks().purge(UnitId.of("a"));
        fixture.store.marks().purge(UnitId.of("b"));
    }

    private static void copy(SqliteFixture home, SqliteFixture mirror, EntityName entity, String unit, int maxRows) {
        MoverRight right = mirror.mover(unit);
        RowShape shape = mirror.shape(entity);
        Chunk chunk = home.store.rows().readChunk(shape, right.unit(), Optional.empty(), maxRows);
        while (!chunk.isEmpty()) {
            mirror.store.rows().writeChunk(right, shape, chunk);
            chunk = home.store.rows().readChunk(shape, right.unit(), chunk.lastKey(), maxRows);
        }
        mirror.store.rows().writeChunk(right, shape, chunk);
    }

    private static Entity entity(EntityName name, String table, List<String> key, UnitRule unit) {
        return new Entity(name, table, Map.of(), key, unit, Map.of());
    }

    private static Keyspace keyspace(Entity... entities) {
        return new Keyspace(new KeyspaceName("shop"), List.of(entities));
    }
}
