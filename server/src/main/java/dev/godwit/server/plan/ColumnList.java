package dev.godwit.server.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one column, or a list of columns of which none is there twice. */
final class ColumnList {
    private ColumnList() {}

    static Optional<List<String>> read(Value value) {
        if (!(value.node() instanceof YamlNode.Sequence)) {
            return SqlName.column(value).map(List::of);
        }
        List<Value> items = value.items().orElse(List.of());
        if (items.isEmpty()) {
            return value.invalid("name a column");
        }
        List<String> columns = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Value item : items) {
            Optional<String> column = SqlName.column(item);
            if (column.isEmpty()) {
                return Optional.empty();
            }
            if (!known.add(column.get())) {
                return item.invalid("column '" + column.get() + "' is already named");
            }
            columns.add(column.get());
        }
        return Optional.of(columns);
    }
}
