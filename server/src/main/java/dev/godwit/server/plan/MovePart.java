package dev.godwit.server.plan;

import dev.godwit.core.PlacementPolicy;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.Spread;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.RendezvousPolicy;
import dev.godwit.core.Route;
import dev.godwit.core.StoreName;
import dev.godwit.core.StoreWeights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code move}: from which store to which, or from which stores to those that a policy chooses. */
final class MovePart {
    private final StoreNames stores;

    MovePart(StoreNames stores) {
        this.stores = stores;
    }

    /**
     * Where the units live now, and where they will.
     *
     * @param source the first of those that units leave
     * @param target the first of those to which they go
     * @param spread where a policy chooses among several
     */
    record Direction(StoreName source, StoreName target, Optional<Spread> spread) {
        static Direction of(Spread spread) {
            Route first = spread.routes().getFirst();
            return new Direction(first.source(), first.target(), Optional.of(spread));
        }

        Set<StoreName> stores() {
            return spread.map(known -> known.routes().stream()
                            .flatMap(route -> Stream.of(route.source(), route.target()))
                            .collect(Collectors.toCollection(TreeSet::new)))
                    .orElseGet(() -> new TreeSet<>(List.of(source, target)));
        }

        /** The stores that no unit leaves, whose tables may have other names for columns. */
        Set<StoreName> onlyTargets() {
            Set<StoreName> targets = stores();
            targets.removeAll(spread.map(Spread::sources).orElseGet(() -> List.of(source)));
            return targets;
        }
    }

    Optional<Direction> read(Section plan) {
        Optional<Value> value = plan.required("move");
        Optional<Section> section = value.flatMap(Value::section);
        if (section.isEmpty()) {
            return Optional.empty();
        }
        Optional<Value> from = section.get().required("from");
        Optional<Value> to = section.get().required("to");
        section.get().finish();
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        boolean several =
                from.get().node() instanceof YamlNode.Sequence || to.get().node() instanceof YamlNode.Mapping;
        return several ? spread(value.get(), from.get(), to.get()) : pair(value.get(), from.get(), to.get());
    }

    private Optional<Direction> pair(Value move, Value from, Value to) {
        Optional<StoreName> source = stores.read(from);
        Optional<StoreName> target = stores.read(to);
        if (source.isPresent() && source.equals(target)) {
            return move.invalid("'from' and 'to' are the same store");
        }
        return source.flatMap(here -> target.map(there -> new Direction(here, there, Optional.empty())));
    }

    private Optional<Direction> spread(Value move, Value from, Value to) {
        List<StoreName> sources = sources(from);
        Optional<PlacementPolicy> policy = to.node() instanceof YamlNode.Mapping
                ? new PolicyPart(stores).read(to)
                : stores.read(to).map(only -> new RendezvousPolicy(new StoreWeights(Map.of(only, 1.0))));
        if (sources.isEmpty() || policy.isEmpty()) {
            return Optional.empty();
        }
        Spread spread = new Spread(sources, policy.get());
        return spread.routes().isEmpty()
                ? move.invalid(
                        "store '" + sources.getFirst() + "' is the only one in 'from' and in 'to', so nothing would"
                                + " move; name another store to which its units go")
                : Optional.of(Direction.of(spread));
    }

    private List<StoreName> sources(Value from) {
        if (!(from.node() instanceof YamlNode.Sequence)) {
            return stores.read(from).stream().toList();
        }
        List<StoreName> sources = from.items().orElse(List.of()).stream()
                .flatMap(item -> stores.read(item).stream())
                .toList();
        if (sources.isEmpty() || Set.copyOf(sources).size() < sources.size()) {
            from.refuse("name each store once, and at least one");
            return List.of();
        }
        return sources;
    }

    /** Says which stores nobody needs: they take no part in the move, and no query of a wave is asked there. */
    void requireAllUsed(Section plan, Direction direction, List<Wave> waves, Set<StoreName> scratch) {
        Set<String> used = waves.stream()
                .flatMap(wave -> wave.units() instanceof Selection.Query query
                        ? Stream.of(query.store().value())
                        : Stream.empty())
                .collect(Collectors.toSet());
        scratch.stream().map(StoreName::value).forEach(used::add);
        direction.stores().stream().map(StoreName::value).forEach(used::add);
        for (String name : stores.names()) {
            if (!used.contains(name)) {
                plan.required("move")
                        .ifPresent(value -> value.invalid("store '" + name + "' takes no part in the move, and no wave"
                                + " has a query that is asked there; remove it from 'stores'"));
            }
        }
    }
}
