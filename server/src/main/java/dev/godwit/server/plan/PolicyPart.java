package dev.godwit.server.plan;

import dev.godwit.core.LeastLoadedPolicy;
import dev.godwit.core.PinnedPolicy;
import dev.godwit.core.PlacementPolicy;
import dev.godwit.core.RangePolicy;
import dev.godwit.core.RangePolicy.Range;
import dev.godwit.core.RegionPolicy;
import dev.godwit.core.RegionPolicy.Residency;
import dev.godwit.core.RendezvousPolicy;
import dev.godwit.core.StoreName;
import dev.godwit.core.StoreWeights;
import dev.godwit.core.UnitId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code move.to} where it is a policy: which stores get which share of the units. */
final class PolicyPart {
    private enum Kind {
        RENDEZVOUS,
        LEAST_LOADED,
        RANGE
    }

    private static final Map<String, Kind> KINDS =
            Map.of("rendezvous", Kind.RENDEZVOUS, "least-loaded", Kind.LEAST_LOADED, "range", Kind.RANGE);

    private final StoreNames names;

    PolicyPart(StoreNames names) {
        this.names = names;
    }

    Optional<PlacementPolicy> read(Value value) {
        Section section = value.section().orElseThrow();
        Kind kind = section.optional("policy")
                .flatMap(chosen -> chosen.choice(KINDS))
                .orElse(Kind.RENDEZVOUS);
        Optional<PlacementPolicy> general = switch (kind) {
            case RENDEZVOUS -> weights(section).map(RendezvousPolicy::new);
            case LEAST_LOADED -> weights(section).map(LeastLoadedPolicy::new);
            case RANGE -> ranges(section).map(policy -> policy);
        };
        Map<UnitId, StoreName> pinned = pinned(section);
        List<Residency> residencies = residencies(section);
        section.finish();
        Optional<PlacementPolicy> inside =
                general.map(policy -> pinned.isEmpty() ? policy : new PinnedPolicy(pinned, policy));
        return residencies.isEmpty()
                ? inside
                : inside.flatMap(policy ->
                        value.convert(policy, chosen -> (PlacementPolicy) new RegionPolicy(residencies, chosen)));
    }

    /** A list of stores, which have equal shares, or a group that gives each its weight. */
    private Optional<StoreWeights> weights(Section section) {
        return section.required("stores").flatMap(stores -> {
            Map<StoreName, Double> weights = new LinkedHashMap<>();
            if (stores.node() instanceof YamlNode.Sequence) {
                stores(stores).forEach(store -> weights.put(store, 1.0));
            } else {
                stores.section()
                        .ifPresent(shares -> shares.all()
                                .forEach(share -> names.readKey(share)
                                        .ifPresent(store ->
                                                weight(share).ifPresent(weight -> weights.put(store, weight)))));
            }
            return stores.convert(weights, StoreWeights::new);
        });
    }

    private static Optional<Double> weight(Value share) {
        return share.text().flatMap(text -> {
            try {
                return Optional.of(Double.parseDouble(text));
            } catch (NumberFormatException e) {
                return share.invalid("'" + text + "' is not a number above 0");
            }
        });
    }

    private Optional<RangePolicy> ranges(Section section) {
        return section.required("ranges").flatMap(list -> {
            List<Range> ranges = new ArrayList<>();
            for (Value item : list.items().orElse(List.of())) {
                Optional<Section> range = item.section();
                Optional<String> below =
                        range.flatMap(keys -> keys.optional("below")).flatMap(Value::text);
                range.flatMap(keys -> keys.required("store"))
                        .flatMap(names::read)
                        .ifPresent(store -> ranges.add(new Range(below, store)));
                range.ifPresent(Section::finish);
            }
            return list.convert(ranges, RangePolicy::new);
        });
    }

    private Map<UnitId, StoreName> pinned(Section section) {
        Map<UnitId, StoreName> pinned = new LinkedHashMap<>();
        section.optional("pinned")
                .flatMap(Value::section)
                .ifPresent(units -> units.all()
                        .forEach(unit -> unit.keyAs(UnitId::new)
                                .ifPresent(id -> names.read(unit).ifPresent(store -> pinned.put(id, store)))));
        return pinned;
    }

    private List<Residency> residencies(Section section) {
        List<Residency> residencies = new ArrayList<>();
        for (Value item : section.optional("residency").flatMap(Value::items).orElse(List.of())) {
            item.section().flatMap(rule -> residency(item, rule)).ifPresent(residencies::add);
        }
        return residencies;
    }

    private Optional<Residency> residency(Value item, Section rule) {
        Optional<String> region = rule.required("region").flatMap(Value::text);
        Optional<String> prefix = rule.optional("prefix").flatMap(Value::text);
        Set<UnitId> units = new HashSet<>();
        rule.optional("units")
                .flatMap(Value::items)
                .ifPresent(list -> list.forEach(unit -> unit.text(UnitId::new).ifPresent(units::add)));
        List<StoreName> stores = rule.required("stores").map(this::stores).orElse(List.of());
        rule.finish();
        if (prefix.isEmpty() && units.isEmpty()) {
            return item.invalid("say with 'prefix' or 'units' which units are of this region");
        }
        return stores.isEmpty()
                ? Optional.empty()
                : region.map(name -> new Residency(name, units, prefix, Set.copyOf(stores)));
    }

    private List<StoreName> stores(Value list) {
        return list.items().orElse(List.of()).stream()
                .flatMap(item -> names.read(item).stream())
                .toList();
    }
}
