package dev.godwit.testkit;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All committed records of a database at one moment, table by table in key order. Not thread-safe. */
final class Contents {
    private final Map<String, NavigableMap<String, Stored>> tables = new HashMap<>();

    Contents copy() {
        Contents copy = new Contents();
        tables.forEach((table, records) -> copy.tables.put(table, new TreeMap<>(records)));
        return copy;
    }

    Optional<Stored> get(Address address) {
        return Optional.ofNullable(table(address.table()).get(address.key()));
    }

    /** The records of a table by key. */
    NavigableMap<String, Stored> table(String table) {
        return tables.getOrDefault(table, Collections.emptyNavigableMap());
    }

    void apply(Map<Address, Optional<Stored>> changes) {
        changes.forEach((address, record) -> {
            NavigableMap<String, Stored> records = tables.computeIfAbsent(address.table(), same -> new TreeMap<>());
            record.ifPresentOrElse(present -> records.put(address.key(), present), () -> records.remove(address.key()));
        });
    }

    /** The records of a table with a transaction's own changes on top, in key order. */
    List<Stored> table(String table, NavigableMap<Address, Optional<Stored>> own) {
        NavigableMap<String, Stored> committed = table(table);
        SortedMap<Address, Optional<Stored>> changed =
                own.subMap(new Address(table, ""), true, new Address(table, "\uffff"), true);
        if (changed.isEmpty()) {
            return List.copyOf(committed.values());
        }
        NavigableMap<String, Stored> merged = new TreeMap<>(committed);
        changed.forEach((address, record) -> record.ifPresentOrElse(
                present -> merged.put(address.key(), present), () -> merged.remove(address.key())));
        return List.copyOf(merged.values());
    }
}
