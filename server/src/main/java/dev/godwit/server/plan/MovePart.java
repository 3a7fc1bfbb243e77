package dev.godwit.server.plan;

import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.StoreName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code move}: from which store to which. */
final class MovePart {
    private final StoreNames stores;

    MovePart(StoreNames stores) {
        this.stores = stores;
    }

    /** Where the units live now, and where they will. */
    record Direction(StoreName source, StoreName target) {}

    Optional<Direction> read(Section plan) {
        Optional<Value> value = plan.required("move");
        Optional<Section> section = value.flatMap(Value::section);
        if (section.isEmpty()) {
            return Optional.empty();
        }
        Optional<StoreName> source = section.get().required("from").flatMap(stores::read);
        Optional<StoreName> target = section.get().required("to").flatMap(this::target);
        section.get().finish();
        Optional<Direction> direction = source.flatMap(from -> target.map(to -> new Direction(from, to)));
        if (direction.isPresent()
                && value.isPresent()
                && direction.get().source().equals(direction.get().target())) {
            value.get().invalid("'from' and 'to' are the same store");
        }
        return direction;
    }

    private Optional<StoreName> target(Value value) {
        if (value.node() instanceof YamlNode.Mapping) {
            value.notSupported(value.path() + ": targets by policy are not supported yet; name one store");
            return Optional.empty();
        }
        return stores.read(value);
    }

    /** Says which stores nobody needs: they take no part in the move, and no query of a wave is asked there. */
    void requireAllUsed(Section plan, Direction direction, List<Wave> waves, Set<StoreName> scratch) {
        Set<String> used = waves.stream()
                .flatMap(wave -> wave.units() instanceof Selection.Query query
                        ? Stream.of(query.store().value())
                        : Stream.empty())
                .collect(Collectors.toSet());
        scratch.stream().map(StoreName::value).forEach(used::add);
        used.add(direction.source().value());
        used.add(direction.target().value());
        for (String name : stores.names()) {
            if (!used.contains(name)) {
                plan.required("move")
                        .ifPresent(value -> value.invalid("store '" + name + "' takes no part in the move, and no wave"
                                + " has a query that is asked there; remove it from 'stores'"));
            }
        }
    }
}
