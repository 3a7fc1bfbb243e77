package dev.godwit.server.plan;

import dev.godwit.core.ErrorCode;
import dev.godwit.server.plan.YamlNode.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A group of keys that is being read. Which keys it may have is what the reader asks for; {@link #finish} reports all
 * others. Not thread-safe.
 */
final class Section {
    private final String path;
    private final YamlNode.Mapping mapping;
    private final Findings findings;
    private final TreeSet<String> known = new TreeSet<>();

    Section(String path, YamlNode.Mapping mapping, Findings findings) {
        this.path = path;
        this.mapping = mapping;
        this.findings = findings;
        reportDuplicates();
    }

    int line() {
        return mapping.line();
    }

    YamlNode node() {
        return mapping;
    }

    Optional<Value> optional(String key) {
        known.add(key);
        return mapping.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst()
                .map(entry -> value(entry));
    }

    Optional<Value> required(String key) {
        Optional<Value> value = optional(key);
        if (value.isEmpty()) {
            findings.report(ErrorCode.PLAN_MISSING_KEY, mapping.line(), "key '" + pathOf(key) + "' is missing");
        }
        return value;
    }

    /** A key that a plan may have one day. */
    void notSupported(String key, String instead) {
        optional(key).ifPresent(value -> value.notSupported("'" + pathOf(key) + "' is not supported yet" + instead));
    }

    /** All keys as values, where the keys are names that the plan makes up. */
    List<Value> all() {
        List<Value> values = new ArrayList<>();
        for (Entry entry : mapping.entries()) {
            if (known.add(entry.key())) {
                values.add(value(entry));
            }
        }
        return values;
    }

    /** Reports the keys that nobody asked for. */
    void finish() {
        for (Entry entry : mapping.entries()) {
            if (!known.contains(entry.key())) {
                String suggestion = Nearest.to(entry.key(), known)
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse("; known here: " + String.join(", ", known));
                findings.report(
                        ErrorCode.PLAN_UNKNOWN_KEY,
                        entry.line(),
                        "unknown key '" + pathOf(entry.key()) + "'" + suggestion);
            }
        }
    }

    private Value value(Entry entry) {
        return new Value(pathOf(entry.key()), entry.key(), entry.line(), entry.value(), findings);
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private void reportDuplicates() {
        Map<String, Integer> first = new HashMap<>();
        for (Entry entry : mapping.entries()) {
            Integer before = first.putIfAbsent(entry.key(), entry.line());
            if (before != null) {
                findings.report(
                        ErrorCode.PLAN_DUPLICATE_KEY,
                        entry.line(),
                        "key '" + pathOf(entry.key()) + "' is already at line " + before);
            }
        }
    }
}
