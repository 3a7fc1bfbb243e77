package dev.godwit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.LeastLoadedPolicy;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationName;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Phase;
import dev.godwit.core.PinnedPolicy;
import dev.godwit.core.Placement;
import dev.godwit.core.PlacementPolicy;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.Spread;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.Problem;
import dev.godwit.core.ProblemsException;
import dev.godwit.core.RangePolicy;
import dev.godwit.core.RangePolicy.Range;
import dev.godwit.core.RendezvousPolicy;
import dev.godwit.core.StoreName;
import dev.godwit.core.StoreWeights;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.engine.TestDatabases.Database;
import dev.godwit.engine.preflight.Findings;
import dev.godwit.engine.preflight.History;
import dev.godwit.engine.preflight.Preflight;
import dev.godwit.jdbc.SqlStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Units that go where a policy says: from one store to several, to more of them, out of one, and back into one. */
class SpreadTest {
    private static final Keyspace KEYSPACE = new Keyspace(
            new KeyspaceName("notes"), List.of(Entity.of(new EntityName("note"), "notes", "id", "creator")));
    private static final int UNITS = 40;
    private static final int ROWS = 5;

    @TempDir
    Path folder;

    private final Map<String, Database> databases = new LinkedHashMap<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private EngineSettings settings;
    private Engines engines;

    @BeforeEach
    void fill() {
        for (String store : List.of("one", "two", "three", "four", "five")) {
            Database database = TestDatabases.create();
            database.execute(Move.TABLE);
            databases.put(store, database);
        }
        database("one")
                .execute(
                        "insert into notes select n, 'account-' || (n %% %d), 'content ' || n from generate_series(1, %d) n"
                                .formatted(UNITS, UNITS * ROWS));
        settings = ControlPlace.SQLITE.settings(folder);
        engines = Engines.open(settings, new SystemTime(), new ThreadTasks(), PausePoints.NONE);
        opened.push(engines);
    }

    @AfterEach
    void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    @Test
    void oneStoreBecomesFourThenFiveThenFourAndOneAgain() throws Exception {
        finish(started(plan("split", List.of("one"), even("one", "two", "three", "four"))));
        Map<String, String> four = homes();
        assertThat(four).isEqualTo(expected("one", "two", "three", "four"));
        assertThat(Set.copyOf(four.values())).containsExactlyInAnyOrder("one", "two", "three", "four");
        assertEveryRowOnce(four);

        // Only those move whose first choice is the new store.
        finish(started(plan(
                "rebalance", List.of("one", "two", "three", "four"), even("one", "two", "three", "four", "five"))));
        Map<String, String> five = homes();
        assertThat(five).isEqualTo(expected("one", "two", "three", "four", "five"));
        five.forEach((unit, home) -> assertThat(home).isIn(four.get(unit), "five"));
        assertThat(five).containsValue("five");
        assertEveryRowOnce(five);

        finish(started(plan("drain", List.of("two"), even("one", "three", "four", "five"))));
        assertThat(homes()).isEqualTo(expected("one", "three", "four", "five")).doesNotContainValue("two");
        assertThat(catchThrowable(() -> insert("two", 10_001, unitIn(five, "two"))))
                .hasStackTraceContaining("GODWIT MOVED");
        assertEveryRowOnce(homes());

        finish(started(plan("back", List.of("three", "four", "five"), even("one"))));
        assertThat(homes().values()).containsOnly("one");
        assertEveryRowOnce(homes());
    }

    @Test
    void aUnitGetsAStoreOfItsOwnAndTheOthersAreSpreadEvenly() throws Exception {
        UnitId noisy = UnitId.of("account-7");
        PlacementPolicy policy = new PinnedPolicy(
                Map.of(noisy, new StoreName("five")), new LeastLoadedPolicy(weights("one", "two", "three")));
        Engine engine = started(plan("isolate", List.of("one"), policy));
        awaitMoved(engine);

        Map<String, Long> units = homes().values().stream()
                .collect(Collectors.groupingBy(home -> home, TreeMap::new, Collectors.counting()));
        assertThat(units).isEqualTo(Map.of("one", 13L, "two", 13L, "three", 13L, "five", 1L));
        assertThat(homes()).containsEntry(noisy.value(), "five");
        assertThat(engine.status().source()).isEqualTo("one");
        assertThat(engine.status().target()).isEqualTo("five, three, two");

        // All of it can be taken back.
        engine.command(new Command(CommandKind.ABORT, Scope.MIGRATION, "", "test"));
        assertThat(engine.awaitEnd()).isEqualTo(EndState.ABORTED);
        assertThat(homes().values()).containsOnly("one");
        assertEveryRowOnce(homes());
    }

    @Test
    void whoIsBornMeanwhileGoesWhereThePolicySaysToo() throws Exception {
        Engine engine = started(plan("split", List.of("one"), even("two", "three")));
        awaitMoved(engine);
        for (int n = 0; n < 20; n++) {
            insert("one", 20_000 + n, UnitId.of("born-" + n));
        }
        finish(engine);
        assertThat(homes().keySet()).hasSize(UNITS + 20);
        homes().forEach((unit, home) -> assertThat(home).isIn("two", "three"));
        assertEveryRowOnce(homes());
    }

    @Test
    void whoIsBornMeanwhileIsFoundBesideManyWhoStay() throws Exception {
        database("one")
                .execute("insert into notes select 50000 + n, 'all-' || n, 'stays' from generate_series(1, 600) n");
        Engine engine = started(plan(
                "split",
                List.of("one"),
                new RangePolicy(List.of(
                        new Range(Optional.of("b"), new StoreName("one")),
                        new Range(Optional.empty(), new StoreName("two"))))));
        await().until(() -> engine.status().stage().equals("probation"));
        database("one")
                .execute("insert into notes select 60000 + n, 'born-' || n, 'goes' from generate_series(1, 50) n");
        finish(engine);
        assertThat(homes().values()).filteredOn("two"::equals).hasSize(50);
        assertThat(homes()).containsEntry("born-1", "two").containsEntry("account-1", "one");
    }

    @Test
    void whatAPlanCostsIsCountedBeforeItBeginsAndAUnitWithRowsInTwoStoresIsNamedWithBothCounts() {
        Plan split = plan("split", List.of("one"), even("one", "two", "three"));
        Map<String, Long> shares = expected("one", "two", "three").values().stream()
                .collect(Collectors.groupingBy(home -> home, Collectors.counting()));
        assertThat(examine(split).looked())
                .contains("store one: of 40 units %d to three, %d to two; %d stay; a unit has about 5 rows"
                        .formatted(shares.get("three"), shares.get("two"), shares.get("one")));

        insert("two", 30_000, UnitId.of("account-3"));
        insert("two", 30_001, UnitId.of("account-3"));
        assertThat(examine(split).problems())
                .extracting(problem -> problem.code() + " " + problem.place() + ": " + problem.message())
                .contains(
                        "UNIT_IN_TWO_STORES unit account-3: nobody has listed it, and it has 5 rows in one and 2 rows in"
                                + " two; nothing says which are right");
        assertThatThrownBy(() -> started(split))
                .isInstanceOfSatisfying(
                        ProblemsException.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(Problem::code)
                                .contains(ErrorCode.UNIT_IN_TWO_STORES, ErrorCode.TARGET_NOT_EMPTY));
    }

    private Findings examine(Plan plan) {
        database("one").execute("analyze notes");
        try (PlanStores stores = PlanStores.open(plan, address -> SqlStores.open(KEYSPACE, address))) {
            return Preflight.examine(plan, stores.all(), History.NONE);
        }
    }

    @Test
    void aStoreThatIsLostHoldsUpOnlyTheUnitsThatGoThere() throws Exception {
        Engine engine = started(plan("split", List.of("one"), even("two", "three"), true));
        await().until(() -> engine.status().waitsFor().toString().contains("godwit approve"));
        long toTwo =
                expected("two", "three").values().stream().filter("two"::equals).count();

        disconnect("three", false);
        engine.command(new Command(
                CommandKind.APPROVE, new Scope(Optional.of(new WaveName("all")), Optional.empty()), "", "test"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(homes().values()).filteredOn("two"::equals).hasSize((int) toTwo));
        assertThat(engine.status().waitsFor().toString()).contains("store three");
        assertThat(engine.status().attention()).isEmpty();
        assertThat(homes()).doesNotContainValue("three");

        disconnect("three", true);
        finish(engine);
        assertThat(homes()).isEqualTo(expected("two", "three"));
        assertEveryRowOnce(homes());
    }

    private void disconnect(String store, boolean again) {
        String name = database(store).name();
        Database another = database("one");
        another.execute("alter database " + name + " allow_connections " + again);
        another.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
    }

    @Test
    void severalStoresOfAKeyspaceThatIsNewAreRefused() {
        assertThatThrownBy(() -> started(plan("merge", List.of("one", "two"), even("three"))))
                .isInstanceOfSatisfying(
                        GodwitException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.PLAN_NOT_SUPPORTED))
                .hasMessageContaining("keyspace notes is new here");
    }

    private static PlacementPolicy even(String... stores) {
        return new RendezvousPolicy(weights(stores));
    }

    private static StoreWeights weights(String... stores) {
        return new StoreWeights(Arrays.stream(stores).collect(Collectors.toMap(StoreName::new, store -> 1.0)));
    }

    /** Where the policy wants each unit, asked anew. */
    private static Map<String, String> expected(String... stores) {
        return IntStream.range(0, UNITS)
                .mapToObj(n -> UnitId.of("account-" + n))
                .collect(Collectors.toMap(
                        UnitId::value,
                        unit -> even(stores)
                                .choose(unit, Optional.empty(), store -> 0)
                                .value()));
    }

    /** As the control store says; who is not listed lives in the default home. */
    private Map<String, String> homes() {
        Map<String, String> homes = new HashMap<>();
        IntStream.range(0, UNITS).forEach(n -> homes.put("account-" + n, "one"));
        for (Placement placement : engines.placements(KEYSPACE.name())) {
            homes.put(placement.unit().value(), placement.home().value());
        }
        return homes;
    }

    /** In the store in which its unit lives, and nowhere else. */
    private void assertEveryRowOnce(Map<String, String> homes) {
        await().untilAsserted(() -> {
            Map<String, String> found = new HashMap<>();
            databases.forEach((store, database) -> Stream.of(
                            database.ask("select coalesce(string_agg(distinct creator, ','), '') from notes")
                                    .split(",", -1))
                    .filter(unit -> !unit.isEmpty())
                    .forEach(unit -> found.merge(unit, store, (one, other) -> one + " and " + other)));
            assertThat(found).isEqualTo(homes);
        });
    }

    private static UnitId unitIn(Map<String, String> homes, String store) {
        return homes.entrySet().stream()
                .filter(entry -> entry.getValue().equals(store))
                .map(entry -> UnitId.of(entry.getKey()))
                .findFirst()
                .orElseThrow();
    }

    private Engine started(Plan plan) {
        PlanStores stores = PlanStores.open(plan, address -> SqlStores.open(KEYSPACE, address));
        opened.push(stores);
        Engine engine = engines.add(plan, stores);
        opened.push(engine);
        engine.start();
        return engine;
    }

    private static void awaitMoved(Engine engine) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> engine.status().stage().equals("probation")
                        && engine.status().phases().keySet().stream().allMatch(Phase.PROBATION::equals));
    }

    private static void finish(Engine engine) throws InterruptedException {
        awaitMoved(engine);
        engine.command(new Command(CommandKind.FINALIZE, Scope.MIGRATION, "", "test"));
        assertThat(engine.awaitEnd()).isEqualTo(EndState.FINALIZED);
    }

    private void insert(String store, int id, UnitId unit) {
        database(store).execute("insert into notes values (%d, '%s', 'later')".formatted(id, unit));
    }

    private Database database(String store) {
        return Optional.ofNullable(databases.get(store)).orElseThrow();
    }

    private Plan plan(String name, List<String> from, PlacementPolicy policy) {
        return plan(name, from, policy, false);
    }

    private Plan plan(String name, List<String> from, PlacementPolicy policy, boolean approve) {
        List<StoreName> sources = from.stream().map(StoreName::new).toList();
        List<StoreAddress> addresses = databases.keySet().stream()
                .filter(store -> from.contains(store) || policy.stores().contains(new StoreName(store)))
                .map(store -> database(store).address(store))
                .toList();
        Spread spread = new Spread(sources, policy);
        return new Plan(
                        KEYSPACE,
                        new MigrationName(name),
                        Optional.empty(),
                        addresses,
                        spread.routes().getFirst().source(),
                        spread.routes().getFirst().target(),
                        List.of(new Wave(new WaveName("all"), new Selection.All(), approve)),
                        new Cutover(Duration.ofMillis(250), false),
                        Mismatch.STOP,
                        Duration.ZERO,
                        Duration.ZERO,
                        new Accept(Set.of(), Set.of(), false))
                .spreading(spread);
    }
}
