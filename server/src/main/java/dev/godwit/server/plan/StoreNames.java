package dev.godwit.server.plan;

import dev.godwit.core.StoreName;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The names under {@code stores}, for the parts of the plan that refer to them. They are taken from the keys, so that a
 * store whose address is wrong is not reported as unknown everywhere else.
 */
record StoreNames(Set<String> names) {
    static StoreNames of(Section plan) {
        return new StoreNames(plan.optional("stores").map(Value::node).stream()
                .filter(YamlNode.Mapping.class::isInstance)
                .map(YamlNode.Mapping.class::cast)
                .flatMap(mapping -> mapping.entries().stream())
                .map(YamlNode.Entry::key)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    Optional<StoreName> read(Value value) {
        return value.text(StoreName::new).filter(name -> known(value, name));
    }

    Optional<StoreName> readKey(Value value) {
        return value.keyAs(StoreName::new).filter(name -> known(value, name));
    }

    private boolean known(Value value, StoreName name) {
        if (!names.contains(name.value())) {
            String suggestion = Nearest.to(name.value(), names)
                    .map(nearest -> "; did you mean '" + nearest + "'?")
                    .orElse("; known here: " + String.join(", ", names));
            value.invalid("no store '" + name + "'" + suggestion);
            return false;
        }
        return true;
    }
}
