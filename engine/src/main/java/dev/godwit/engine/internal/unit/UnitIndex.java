package dev.godwit.engine.internal.unit;

import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.Phase;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.engine.spi.UnitRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Units in the order of their names, by wave and phase, so that a page of a million is found without looking at all of
 * them. Not thread-safe: {@link UnitBoard} guards it.
 */
final class UnitIndex {
    /** Up to so many names are looked at one by one; of more it pays to search their text as a whole. */
    private static final int LOOKED_AT_SINGLY_MAX = 20_000;

    private final NavigableMap<String, UnitRecord> byName = new TreeMap<>();
    private final Map<WaveName, Map<Phase, NavigableMap<String, UnitRecord>>> groups = new HashMap<>();
    private Optional<NameText> text = Optional.empty();

    void put(UnitRecord record) {
        String name = record.unit().value();
        UnitRecord old = byName.put(name, record);
        if (old == null) {
            text = Optional.empty();
        } else if (!old.wave().equals(record.wave()) || old.phase() != record.phase()) {
            group(old).remove(name);
        }
        group(record).put(name, record);
    }

    void remove(UnitRecord record) {
        if (byName.remove(record.unit().value()) != null) {
            group(record).remove(record.unit().value());
            text = Optional.empty();
        }
    }

    /** How many units are in each phase. */
    Map<Phase, Long> phases() {
        Map<Phase, Long> phases = new EnumMap<>(Phase.class);
        groups.values()
                .forEach(wave -> wave.forEach((phase, units) -> {
                    if (!units.isEmpty()) {
                        phases.merge(phase, (long) units.size(), Long::sum);
                    }
                }));
        return phases;
    }

    /** The first units that pass the filter, in the order of their names. */
    List<UnitRecord> first(UnitFilter filter, int limit) {
        if (filter.unit().isPresent()) {
            return Optional.ofNullable(byName.get(filter.unit().get().value())).stream()
                    .filter(record -> passes(record, filter))
                    .toList();
        }
        List<NavigableMap<String, UnitRecord>> candidates = candidates(filter);
        long count = candidates.stream().mapToLong(Map::size).sum();
        if (filter.text().isEmpty() || count <= LOOKED_AT_SINGLY_MAX) {
            return merged(candidates, filter, limit);
        }
        text = text.or(() -> NameText.of(byName.keySet()));
        return text.map(names -> byText(names, filter, limit)).orElseGet(() -> merged(candidates, filter, limit));
    }

    private List<NavigableMap<String, UnitRecord>> candidates(UnitFilter filter) {
        if (filter.wave().isEmpty() && filter.phase().isEmpty()) {
            return List.of(byName);
        }
        Collection<Map<Phase, NavigableMap<String, UnitRecord>>> waves = filter.wave()
                .map(wave -> Optional.ofNullable(groups.get(wave)).stream().toList())
                .orElseGet(() -> List.copyOf(groups.values()));
        return waves.stream()
                .flatMap(wave -> wave.entrySet().stream())
                .filter(entry -> filter.phase().map(entry.getKey()::equals).orElse(true))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Each group is in order, so the first of all is the first of one of them. */
    private static List<UnitRecord> merged(
            List<NavigableMap<String, UnitRecord>> groups, UnitFilter filter, int limit) {
        TreeMap<String, Iterator<UnitRecord>> heads = new TreeMap<>();
        Map<String, UnitRecord> first = new HashMap<>();
        for (NavigableMap<String, UnitRecord> group : groups) {
            Iterator<UnitRecord> rest = filter.after()
                    .map(last -> group.tailMap(last.value(), false))
                    .orElse(group)
                    .values()
                    .iterator();
            advance(rest, filter, heads, first);
        }
        List<UnitRecord> found = new ArrayList<>();
        while (found.size() < limit && !heads.isEmpty()) {
            Map.Entry<String, Iterator<UnitRecord>> head = heads.pollFirstEntry();
            found.add(Objects.requireNonNull(first.remove(head.getKey())));
            advance(head.getValue(), filter, heads, first);
        }
        return found;
    }

    private static void advance(
            Iterator<UnitRecord> rest,
            UnitFilter filter,
            Map<String, Iterator<UnitRecord>> heads,
            Map<String, UnitRecord> first) {
        while (rest.hasNext()) {
            UnitRecord next = rest.next();
            if (next.unit().value().contains(filter.text())) {
                heads.put(next.unit().value(), rest);
                first.put(next.unit().value(), next);
                return;
            }
        }
    }

    private List<UnitRecord> byText(NameText names, UnitFilter filter, int limit) {
        List<UnitRecord> found = new ArrayList<>();
        Iterator<String> matches =
                names.containing(filter.text(), filter.after().map(UnitId::value));
        while (found.size() < limit && matches.hasNext()) {
            Optional.ofNullable(byName.get(matches.next()))
                    .filter(record -> passes(record, filter))
                    .ifPresent(found::add);
        }
        return found;
    }

    private static boolean passes(UnitRecord record, UnitFilter filter) {
        return filter.phase().map(record.phase()::equals).orElse(true)
                && filter.wave().map(record.wave()::equals).orElse(true)
                && record.unit().value().contains(filter.text())
                && filter.after()
                        .map(last -> record.unit().value().compareTo(last.value()) > 0)
                        .orElse(true);
    }

    private NavigableMap<String, UnitRecord> group(UnitRecord record) {
        return groups.computeIfAbsent(record.wave(), wave -> new EnumMap<>(Phase.class))
                .computeIfAbsent(record.phase(), phase -> new TreeMap<>());
    }
}
