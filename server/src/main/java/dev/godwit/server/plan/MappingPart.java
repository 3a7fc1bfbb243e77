package dev.godwit.server.plan;

import dev.godwit.core.ColumnMapping;
import dev.godwit.core.ColumnTransform;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code drop}, {@code constant} and {@code transform} of an entity. */
final class MappingPart {
    private final Map<String, ColumnTransform> transforms;

    /** @param transforms those that there are, by name */
    MappingPart(Map<String, ColumnTransform> transforms) {
        this.transforms = transforms;
    }

    /** @param renamed the target's names for columns of the source */
    ColumnMapping read(Section keys, Map<String, String> renamed) {
        Set<String> dropped = keys.optional("drop")
                .flatMap(ColumnList::read)
                .<Set<String>>map(HashSet::new)
                .orElse(Set.of());
        Map<String, ColumnTransform> chosen = new HashMap<>();
        for (Value value : all(keys, "transform")) {
            if (dropped.contains(value.key())) {
                value.refuse("the column is dropped");
            }
            SqlName.columnKey(value).ifPresent(column -> named(value).ifPresent(found -> chosen.put(column, found)));
        }
        Map<String, String> constants = new HashMap<>();
        for (Value value : all(keys, "constant")) {
            constant(value, chosen, renamed).ifPresent(text -> constants.put(value.key(), text));
        }
        dropped.stream()
                .filter(renamed::containsKey)
                .forEach(column -> keys.optional("drop")
                        .ifPresent(value -> value.refuse("column '" + column + "' has another name in the target")));
        return new ColumnMapping(dropped, constants, chosen);
    }

    private static List<Value> all(Section keys, String key) {
        return keys.optional(key).flatMap(Value::section).map(Section::all).orElse(List.of());
    }

    private Optional<ColumnTransform> named(Value value) {
        return value.text().flatMap(name -> {
            Optional<ColumnTransform> found = Optional.ofNullable(transforms.get(name));
            return found.isPresent()
                    ? found
                    : value.invalid("no transform '" + name + "' is on the class path"
                            + (transforms.isEmpty()
                                    ? ""
                                    : "; found: " + String.join(", ", new TreeSet<>(transforms.keySet()))));
        });
    }

    private static Optional<String> constant(
            Value value, Map<String, ColumnTransform> transformed, Map<String, String> renamed) {
        String column = value.key();
        if (renamed.containsKey(column) || renamed.containsValue(column) || transformed.containsKey(column)) {
            return value.invalid("a column of the source is carried under this name");
        }
        return SqlName.columnKey(value).flatMap(name -> value.text());
    }
}
