package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.ColumnMapping;
import dev.godwit.core.ColumnTransform;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.UnitRule;
import dev.godwit.core.WaveName;
import dev.godwit.jdbc.SqlStores;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns that are dropped, constant and transformed, while people of several tenants work, there, back and there again. */
class MappedMoveTest {
    private static final int TENANTS = 2;
    private static final int PEOPLE = 30;
    private static final int BORN_IN_SOURCE = 1_000_000;
    private static final int BORN_IN_TARGET = 2_000_000;
    private static final StoreName LEGACY = new StoreName("legacy");
    private static final StoreName NEW = new StoreName("new");

    @TempDir
    Path folder;

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final SortedSet<Integer> alive = new ConcurrentSkipListSet<>();

    /** {@code 0151} and {@code +49151}. */
    private static final ColumnTransform DIALLED =
            new GivenTransform("dialled", value -> "+49" + value.substring(1), value -> "0" + value.substring(3));

    /** A number and a text with its currency. */
    private static final ColumnTransform PRICED =
            new GivenTransform("priced", value -> value + " EUR", value -> value.replace(" EUR", ""));

    /** A database or a file, as plain JDBC sees it. */
    private record Side(StoreName name, String url) {
        StoreAddress address() {
            boolean file = url.startsWith("jdbc:sqlite:");
            return new StoreAddress(name, url, file ? Optional.empty() : Optional.of("postgres"), Optional.empty(), 8);
        }

        int execute(String sql) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
                return statement.getUpdateCount();
            }
        }

        /** Rows by their number. */
        Map<Integer, String> rows(String columns) throws SQLException {
            Map<Integer, String> rows = new TreeMap<>();
            try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                    Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("select id, " + columns + " from people")) {
                int count = found.getMetaData().getColumnCount();
                while (found.next()) {
                    List<String> values = new ArrayList<>();
                    for (int i = 2; i <= count; i++) {
                        values.add(String.valueOf(found.getString(i)));
                    }
                    rows.put(found.getInt(1), String.join("|", values));
                }
            }
            return rows;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "database, database, true",
        "database, database, false",
        "file, database, true",
        "database, file, true",
        "file, file, true"
    })
    void rowsAreMappedOnTheirWayThereAndBackAgain(String from, String to, boolean transformed) throws Exception {
        Side source = side(from, LEGACY);
        Side target = side(to, NEW);
        String price = transformed ? "text" : "bigint";
        source.execute("create table people (id integer primary key, tenant text not null, phone text, price bigint,"
                + " seen bigint not null, junk text not null default 'fresh')");
        target.execute("create table people (id integer primary key, tenant text not null, telephone text, price "
                + price + ", seen bigint not null, origin text not null)");
        for (Side side : List.of(source, target)) {
            side.execute("create index people_of on people (tenant, id)");
        }
        for (int id = 1; id <= TENANTS * PEOPLE; id++) {
            source.execute("insert into people values (" + id + ", 't" + id % TENANTS + "', "
                    + (id % 5 == 0 ? "null, null" : "'0" + id + "', " + id) + ", 0, 'old')");
            alive.add(id);
        }
        Map<String, ColumnTransform> transforms = transformed ? Map.of("phone", DIALLED, "price", PRICED) : Map.of();
        Plan plan = plan(source, target, transforms);
        try (Store here = SqlStores.open(plan.keyspace(), source.address());
                Store there = SqlStores.open(plan.keyspace(), target.address());
                Engine engine = Engine.open(
                        plan,
                        PlanStores.of(here, there),
                        ControlPlace.SQLITE.settings(folder),
                        new SystemTime(),
                        new ThreadTasks(),
                        PausePoints.NONE)) {
            List<Thread> users = users(source, target, transformed);
            engine.start();
            until(engine, status -> all(status, Phase.PROBATION));
            await().until(() -> alive.stream().anyMatch(MappedMoveTest::bornInTarget));
            Move.command(engine, CommandKind.ROLLBACK);
            until(engine, status -> all(status, Phase.SYNCED));
            // Rows of the target that are mirrored into it once more.
            String change = "update people set seen = seen + 1 where id > " + (BORN_IN_TARGET - TENANTS);
            await().ignoreExceptions().until(() -> source.execute(change) > 0);
            Move.command(engine, CommandKind.CUTOVER);
            until(engine, status -> all(status, Phase.PROBATION));
            stopped.set(true);
            for (Thread user : users) {
                user.join();
            }
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertMapped(source, target, transformed));
        }
    }

    private Side side(String kind, StoreName name) throws SQLException {
        if (kind.equals("database")) {
            return new Side(name, TestDatabases.create().url());
        }
        Side side = new Side(name, "jdbc:sqlite:" + folder.resolve(name + ".db"));
        side.execute("pragma journal_mode = wal");
        return side;
    }

    private static Plan plan(Side source, Side target, Map<String, ColumnTransform> transforms) {
        Entity person = new Entity(
                new EntityName("person"),
                "people",
                Map.of(),
                List.of("id"),
                UnitRule.column("tenant"),
                Map.of(NEW, Map.of("phone", "telephone")),
                new ColumnMapping(Set.of("junk"), Map.of("origin", "leg'acy"), transforms));
        return new Plan(
                new Keyspace(new KeyspaceName("people"), List.of(person)),
                new MigrationName("people-move"),
                Optional.empty(),
                List.of(source.address(), target.address()),
                LEGACY,
                NEW,
                List.of(new Wave(new WaveName("all"), new Selection.All(), false)),
                new Cutover(Duration.ofMillis(500), false),
                Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                new Accept(Set.of(), Set.of("person.id"), false));
    }

    private List<Thread> users(Side source, Side target, boolean transformed) {
        List<Thread> users = new ArrayList<>();
        for (int tenant = 0; tenant < TENANTS; tenant++) {
            int number = tenant;
            users.add(Thread.ofPlatform().start(() -> {
                Random chance = new Random(number);
                for (int step = number; !stopped.get(); step += TENANTS) {
                    int what = chance.nextInt(4);
                    int known = alive.stream()
                            .filter(id -> id % TENANTS == number)
                            .skip(chance.nextInt(PEOPLE / 2))
                            .findFirst()
                            .orElse(number);
                    if (!act(source, what, BORN_IN_SOURCE / TENANTS * TENANTS + step, known, false)) {
                        act(target, what, BORN_IN_TARGET / TENANTS * TENANTS + step, known, transformed);
                    }
                }
            }));
        }
        return users;
    }

    /** Whichever store is home takes it, as a router would find out. */
    private boolean act(Side store, int what, int fresh, int known, boolean transformed) {
        boolean there = store.name().equals(NEW);
        String phone = there ? "telephone" : "phone";
        String dialled = transformed ? "'+49" + fresh + "'" : "'0" + fresh + "'";
        String price = transformed ? "'" + fresh + " EUR'" : String.valueOf(fresh);
        String sql = switch (what) {
            case 0 ->
                "insert into people values (" + fresh + ", 't" + fresh % TENANTS + "', " + dialled + ", " + price
                        + ", 1, '" + (there ? "app" : "src") + "')";
            case 1 -> "delete from people where id = " + known;
            case 2 -> "update people set seen = seen + 1 where id = " + known;
            default -> "update people set " + phone + " = " + dialled + ", price = " + price + " where id = " + known;
        };
        try {
            int changed = store.execute(sql);
            if (what == 0) {
                alive.add(fresh);
            } else if (what == 1 && changed == 1) {
                alive.remove(known);
            }
            return changed == 1;
        } catch (SQLException e) {
            if (!String.valueOf(e.getMessage()).contains("GODWIT")
                    && !String.valueOf(e.getMessage()).contains("SQLITE_BUSY")) {
                throw new IllegalStateException(e);
            }
            return false;
        }
    }

    private void assertMapped(Side source, Side target, boolean transformed) throws SQLException {
        Map<Integer, String> here = source.rows("tenant, phone, price, seen");
        Map<Integer, String> there = target.rows("tenant, telephone, price, seen");
        assertThat(there.keySet()).isEqualTo(new TreeSet<>(alive));
        Map<Integer, String> expected = new TreeMap<>();
        here.forEach((id, row) -> expected.put(id, transformed ? mapped(row) : row));
        assertThat(there).isEqualTo(expected);
        // What the target's own application wrote stays, also in rows that were mirrored since; what came has the
        // constant.
        target.rows("origin")
                .forEach((id, origin) ->
                        assertThat(origin).as("%s", id).isEqualTo(bornInTarget(id) ? "app" : "leg'acy"));
        source.rows("junk")
                .forEach((id, junk) -> assertThat(junk)
                        .as("%s", id)
                        .isEqualTo(
                                id > BORN_IN_TARGET - TENANTS
                                        ? "fresh"
                                        : id > BORN_IN_SOURCE - TENANTS ? "src" : "old"));
        assertThat(here.keySet()).anyMatch(MappedMoveTest::bornInTarget);
    }

    private static boolean bornInTarget(int id) {
        return id > BORN_IN_TARGET - TENANTS;
    }

    private static String mapped(String row) {
        String[] values = row.split("\\|");
        String phone = values[1].equals("null") ? "null" : DIALLED.forth(values[1]);
        String price = values[2].equals("null") ? "null" : PRICED.forth(values[2]);
        return String.join("|", values[0], phone, price, values[3]);
    }

    private static boolean all(MigrationStatus status, Phase phase) {
        return status.phases().getOrDefault(phase, 0L) == TENANTS;
    }

    private static void until(Engine engine, Predicate<MigrationStatus> reached) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    MigrationStatus status = engine.status();
                    assertThat(status.attention()).isEmpty();
                    return reached.test(status);
                });
    }
}
