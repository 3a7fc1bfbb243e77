package dev.godwit.core;

import dev.godwit.core.MigrationControl.CommandKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A migration as someone asked for it.
 *
 * @param deadline when it should be over
 * @param waves in order, at least one
 * @param probation how long the way back should stay open after a cutover; to finalize earlier wants a reason
 * @param retention how long the source's rows stay after finalize
 * @param throttle what the copy must not harm
 * @param keys what becomes of keys that both stores hand out
 * @param newUnits where units are born once all waves are moved
 * @param accept named weaknesses that preflight reports and someone owns
 * @param twoPersons the commands that take effect only when a second person has agreed
 * @param rehearsal where and how the move can be rehearsed; absent when nobody has said
 * @param spread that a policy chooses the target of each unit; absent when all units go from the source to the target. Where
 *     it is present, source and target are those of the first of the {@link #routes()}
 */
public record Plan(
        Keyspace keyspace,
        MigrationName migration,
        Optional<Instant> deadline,
        List<StoreAddress> stores,
        StoreName source,
        StoreName target,
        List<Wave> waves,
        Cutover cutover,
        Mismatch onMismatch,
        Duration probation,
        Duration retention,
        Throttle throttle,
        Keys keys,
        NewUnits newUnits,
        Accept accept,
        Set<CommandKind> twoPersons,
        Optional<Rehearsal> rehearsal,
        Optional<Spread> spread) {
    public Plan {
        twoPersons = Set.copyOf(twoPersons);
    }

    /** A plan in which one person is enough for each command. */
    public Plan(
            Keyspace keyspace,
            MigrationName migration,
            Optional<Instant> deadline,
            List<StoreAddress> stores,
            StoreName source,
            StoreName target,
            List<Wave> waves,
            Cutover cutover,
            Mismatch onMismatch,
            Duration probation,
            Duration retention,
            Throttle throttle,
            Keys keys,
            NewUnits newUnits,
            Accept accept) {
        this(
                keyspace,
                migration,
                deadline,
                stores,
                source,
                target,
                waves,
                cutover,
                onMismatch,
                probation,
                retention,
                throttle,
                keys,
                newUnits,
                accept,
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * A plan that asks for no particular protection: the copy holds back by the latency of its own commits, keys that both
     * stores hand out are refused, and units are born in the source until the migration is finalized.
     */
    public Plan(
            Keyspace keyspace,
            MigrationName migration,
            Optional<Instant> deadline,
            List<StoreAddress> stores,
            StoreName source,
            StoreName target,
            List<Wave> waves,
            Cutover cutover,
            Mismatch onMismatch,
            Duration probation,
            Duration retention,
            Accept accept) {
        this(
                keyspace,
                migration,
                deadline,
                stores,
                source,
                target,
                waves,
                cutover,
                onMismatch,
                probation,
                retention,
                Throttle.NONE,
                Keys.REFUSE,
                NewUnits.SOURCE,
                accept);
    }

    /**
     * Units of some stores go where a policy says; those that live there already stay.
     *
     * @param sources whose units are looked at, at least one
     */
    public record Spread(List<StoreName> sources, PlacementPolicy policy) {
        public Spread {
            sources = List.copyOf(sources);
        }

        /** From each source to each other store that the policy may choose, by name of the target. */
        public List<Route> routes() {
            return sources.stream()
                    .flatMap(source -> policy.stores().stream()
                            .sorted()
                            .filter(target -> !target.equals(source))
                            .map(target -> new Route(source, target)))
                    .toList();
        }
    }

    /**
     * Two scratch stores that hold the same tables as the source and the target, empty: a sample of units moves there and
     * back before the real ones do. They are none of the plan's {@link #stores()}.
     *
     * @param source in the place of the plan's source
     * @param target in the place of the plan's target
     * @param units how many are sampled, 1 to 1,000
     * @param required whether the migration begins only when a rehearsal of this plan was green
     */
    public record Rehearsal(StoreAddress source, StoreAddress target, int units, boolean required) {
        /** How many units are sampled at the most. */
        public static final int UNITS_MAX = 1_000;
    }

    /** Where a store is. The password is a secret and never printed. */
    public record StoreAddress(
            StoreName name, String url, Optional<String> user, Optional<Secret> password, int pool) {}

    /** An ordered group of units. */
    public record Wave(WaveName name, Selection units, boolean approve) {}

    /** Which units a wave takes; evaluated and frozen when the wave begins. */
    public sealed interface Selection {
        /** The units that are named. */
        record Listed(List<UnitId> units) implements Selection {}

        /**
         * The tables that rows of other units point to, each a unit of its own: mirrored before the first wave begins, and
         * moved when the migration is finalized. At most the first wave of a plan has it.
         */
        record Reference(List<UnitId> units) implements Selection {}

        /** A stable share of all units that no earlier wave took. */
        record Percent(int percent) implements Selection {}

        /**
         * The units that a query names, those of earlier waves left out.
         *
         * @param store in which it is asked, in a transaction that can't write
         * @param query a SELECT with one column, whose texts are units
         */
        record Query(StoreName store, String query) implements Selection {}

        /** All units that no earlier wave took. */
        record All() implements Selection {}

        /**
         * None at first: units join when somebody asks for their move, see {@link
         * MigrationControl.CommandKind#MOVE}. The wave begins before those that choose their units, no other waits for it,
         * and its units need no approval. At most one wave of a plan has it.
         */
        record OnRequest() implements Selection {}
    }

    /**
     * How the home changes.
     *
     * @param maxPause the longest that writers of a unit wait for its cutover
     * @param approve whether someone has to approve the cutovers of a wave
     * @param offlineWindow for teams that have one: writers of a unit are kept out while it is copied and cut over, at most
     *     so long; absent when they go on meanwhile
     * @param wayBack whether the source is kept equal afterwards, so that a unit can be rolled back
     */
    public record Cutover(Duration maxPause, boolean approve, Optional<Duration> offlineWindow, boolean wayBack) {
        /** With a way back. */
        public Cutover(Duration maxPause, boolean approve, Optional<Duration> offlineWindow) {
            this(maxPause, approve, offlineWindow, true);
        }

        /** While the application goes on. */
        public Cutover(Duration maxPause, boolean approve) {
            this(maxPause, approve, Optional.empty());
        }
    }

    /**
     * What the copy protects: it goes slower while one of these is above its limit, and never faster than its bound.
     *
     * @param applicationP99 of the application's own transactions in each store, as its routers report it
     * @param replicaLag of the slowest standby of each store
     * @param activeSessions that work at the same moment in each store, Godwit's own left out
     * @param rowsPerSecond the most rows that are copied in a second, all movers together
     */
    public record Throttle(
            Optional<Duration> applicationP99,
            Optional<Duration> replicaLag,
            Optional<Integer> activeSessions,
            Optional<Long> rowsPerSecond) {
        public static final Throttle NONE =
                new Throttle(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What becomes of keys that sequences hand out in both stores. */
    public enum Keys {
        /** The migration does not start. */
        REFUSE,
        /** Each store hands out keys of a range of its own, as long as units live in both. */
        RANGES
    }

    /** Where units are born that no wave has taken. */
    public enum NewUnits {
        /** In the source, until the migration is finalized. */
        SOURCE,
        /** In the target, as soon as all units are moved; for these there is no way back. */
        TARGET
    }

    /** What a verified difference leads to. */
    public enum Mismatch {
        STOP,
        REPAIR
    }

    /** Weaknesses that someone has accepted, as {@code entity.column} or {@code entity.constraint}. */
    public record Accept(
            Set<String> uniqueAcrossStores, Set<String> keysFromBothStores, boolean failoverCanLoseFreeze) {}

    /** The ways that units of this plan may go, at least one. */
    public List<Route> routes() {
        return spread.map(Spread::routes).orElseGet(() -> List.of(new Route(source, target)));
    }

    /** The stores from which and to which units may go, those that they leave first. */
    public List<StoreName> movingStores() {
        return Stream.concat(
                        routes().stream().map(Route::source), routes().stream().map(Route::target))
                .distinct()
                .toList();
    }

    /** The stores whose units are looked at. */
    public List<StoreName> sources() {
        return routes().stream().map(Route::source).distinct().toList();
    }

    /** The stores that units leave, for people. */
    public String sourcesInWords() {
        return inWords(routes().stream().map(Route::source));
    }

    /** The stores to which units go, for people. */
    public String targetsInWords() {
        return inWords(routes().stream().map(Route::target));
    }

    private static String inWords(Stream<StoreName> stores) {
        return stores.distinct().map(StoreName::value).collect(Collectors.joining(", "));
    }

    /** The same plan for the units that go one way only. */
    public Plan along(Route route) {
        return with(route, Optional.empty());
    }

    /** The same plan, of which a policy says where units go. */
    public Plan spreading(Spread policy) {
        return with(policy.routes().getFirst(), Optional.of(policy));
    }

    private Plan with(Route route, Optional<Spread> policy) {
        return new Plan(
                keyspace,
                migration,
                deadline,
                stores,
                route.source(),
                route.target(),
                waves,
                cutover,
                onMismatch,
                probation,
                retention,
                throttle,
                keys,
                newUnits,
                accept,
                twoPersons,
                rehearsal,
                policy);
    }

    /** Whether the units of a wave are reference tables, which stay in the source until the migration is finalized. */
    public boolean isReference(WaveName wave) {
        return waves.stream()
                .anyMatch(
                        candidate -> candidate.name().equals(wave) && candidate.units() instanceof Selection.Reference);
    }

    /** The units that stand for reference tables, in order. */
    public List<UnitId> references() {
        return waves.stream()
                .flatMap(wave -> wave.units() instanceof Selection.Reference reference
                        ? reference.units().stream()
                        : Stream.empty())
                .toList();
    }

    /** Whether no unit stays in the source: a wave takes all that are left. */
    public boolean takesAll() {
        return waves.stream().anyMatch(wave -> wave.units() instanceof Selection.All);
    }

    /** The wave that units join when somebody asks for their move. */
    public Optional<WaveName> onRequest() {
        return waves.stream()
                .filter(wave -> wave.units() instanceof Selection.OnRequest)
                .map(Wave::name)
                .findFirst();
    }

    /** The waves as they begin: reference tables, then the one that units join on request, then the others. */
    public List<Wave> wavesAsTheyBegin() {
        return waves.stream().sorted(Comparator.comparing(Plan::turn)).toList();
    }

    private static int turn(Wave wave) {
        return switch (wave.units()) {
            case Selection.Reference reference -> 0;
            case Selection.OnRequest onRequest -> 1;
            case Selection.Listed listed -> 2;
            case Selection.Percent percent -> 2;
            case Selection.Query query -> 2;
            case Selection.All all -> 2;
        };
    }

    public StoreAddress address(StoreName store) {
        return stores.stream()
                .filter(address -> address.name().equals(store))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no store " + store));
    }
}
