package dev.godwit.server.plan;

import dev.godwit.core.StoreName;
import java.util.Optional;

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
        if (direction.isPresent() && value.isPresent()) {
            judge(value.get(), direction.get());
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

    private void judge(Value value, Direction direction) {
        if (direction.source().equals(direction.target())) {
            value.invalid("'from' and 'to' are the same store");
        }
        for (String name : stores.names()) {
            if (!name.equals(direction.source().value())
                    && !name.equals(direction.target().value())) {
                value.invalid("store '" + name + "' takes no part in the move; remove it from 'stores'");
            }
        }
    }
}
