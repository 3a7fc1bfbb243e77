package dev.godwit.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All committed records of a database at one moment, or those that a transaction has changed. Not thread-safe. */
final class Contents {
    private final TreeMap<Address, Stored> records;

    Contents() {
        this(new TreeMap<>());
    }

    private Contents(TreeMap<Address, Stored> records) {
        this.records = records;
    }

    Contents copy() {
        return new Contents(new TreeMap<>(records));
    }

    Optional<Stored> get(Address address) {
        return Optional.ofNullable(records.get(address));
    }

    Map<Address, Stored> table(String table) {
        return records.subMap(new Address(table, ""), true, new Address(table, "\uffff"), true);
    }

    void apply(Map<Address, Optional<Stored>> changes) {
        changes.forEach((address, record) ->
                record.ifPresentOrElse(present -> records.put(address, present), () -> records.remove(address)));
    }

    /** The records of a table with a transaction's own changes on top, in key order. */
    List<Stored> table(String table, TreeMap<Address, Optional<Stored>> own) {
        Map<Address, Stored> committed = table(table);
        if (own.isEmpty()) {
            return List.copyOf(committed.values());
        }
        TreeMap<Address, Stored> merged = new TreeMap<>(committed);
        own.subMap(new Address(table, ""), true, new Address(table, "\uffff"), true)
                .forEach((address, record) ->
                        record.ifPresentOrElse(present -> merged.put(address, present), () -> merged.remove(address)));
        return List.copyOf(merged.values());
    }
}
