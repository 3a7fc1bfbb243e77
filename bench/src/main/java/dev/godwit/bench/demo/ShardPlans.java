package dev.godwit.bench.demo;

import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.bench.workload.NotesKeyspace;
import dev.godwit.core.MigrationName;
import dev.godwit.core.PinnedPolicy;
import dev.godwit.core.PlacementPolicy;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.Spread;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.RendezvousPolicy;
import dev.godwit.core.Route;
import dev.godwit.core.StoreName;
import dev.godwit.core.StoreWeights;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The plans of the story of the shards, each of which begins where the one before has ended. */
final class ShardPlans {
    static final WaveName ALL = new WaveName("all");

    /** Where everything lives at first and at the end. */
    static final String ONE = "one";

    /** For one account alone. */
    static final String OWN = "six";

    static final List<String> STORES = List.of(ONE, "two", "three", "four", "five", OWN);

    private final List<StoreAddress> addresses;
    private final UnitId hot;

    ShardPlans(List<StoreAddress> addresses, NoteLayout layout) {
        this.addresses = addresses;
        this.hot = UnitId.of(layout.account(layout.accounts() / 2));
    }

    /** The account whose users leave no room to its neighbours. */
    UnitId hot() {
        return hot;
    }

    /** One store becomes four, of which it is one. */
    Plan split() {
        return plan("split", List.of(ONE), even(ONE, "two", "three", "four"));
    }

    /** A fifth store gets its share. */
    Plan addition() {
        return plan("add-five", List.of(ONE, "two", "three", "four"), even(ONE, "two", "three", "four", "five"));
    }

    /** One account gets a store of its own. */
    Plan isolation() {
        return plan(
                "isolate",
                List.of(ONE, "two", "three", "four", "five"),
                new PinnedPolicy(Map.of(hot, new StoreName(OWN)), even(ONE, "two", "three", "four", "five")));
    }

    /** A store is emptied, so that it can be removed. */
    Plan drain() {
        return plan("drain-two", List.of("two"), even(ONE, "three", "four", "five"));
    }

    /** Everything goes back to where it began. */
    Plan merger() {
        return plan("merge", List.of("three", "four", "five", OWN), even(ONE));
    }

    private static PlacementPolicy even(String... stores) {
        return new RendezvousPolicy(
                new StoreWeights(Arrays.stream(stores).collect(Collectors.toMap(StoreName::new, store -> 1.0))));
    }

    private Plan plan(String name, List<String> from, PlacementPolicy policy) {
        Spread spread = new Spread(from.stream().map(StoreName::new).toList(), policy);
        Route first = spread.routes().getFirst();
        Set<StoreName> concerned = spread.routes().stream()
                .flatMap(route -> List.of(route.source(), route.target()).stream())
                .collect(Collectors.toSet());
        return new Plan(
                        NotesKeyspace.KEYSPACE,
                        new MigrationName(name),
                        Optional.empty(),
                        addresses.stream()
                                .filter(address -> concerned.contains(address.name()))
                                .toList(),
                        first.source(),
                        first.target(),
                        List.of(new Wave(ALL, new Selection.All(), false)),
                        new Cutover(Duration.ofMillis(250), false),
                        Mismatch.STOP,
                        Duration.ZERO,
                        Duration.ZERO,
                        new Accept(Set.of(), Set.of(), false))
                .spreading(spread);
    }
}
