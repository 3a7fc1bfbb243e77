package dev.godwit.engine.doctor;

import dev.godwit.core.Store.Artefacts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was removed from one store, and that it is gone.
 *
 * @param removed what was there
 * @param proof what the catalogs said before and after
 */
public record Removed(String store, List<String> removed, List<Counted> proof) {
    public Removed {
        removed = List.copyOf(removed);
        proof = List.copyOf(proof);
    }

    /**
     * Objects of one kind.
     *
     * @param what as in {@code trigger}
     */
    public record Counted(String what, long before, long after) {}

    /** Whether nothing of any kind is left. */
    public boolean proven() {
        return proof.stream().allMatch(kind -> kind.after() == 0);
    }

    static Removed of(String store, Artefacts before, Artefacts after) {
        Map<String, Long> then = byKind(before);
        Map<String, Long> now = byKind(after);
        Map<String, Counted> proof = new TreeMap<>();
        then.forEach((kind, count) -> proof.put(kind, new Counted(kind, count, now.getOrDefault(kind, 0L))));
        now.forEach((kind, count) -> proof.putIfAbsent(kind, new Counted(kind, 0, count)));
        return new Removed(store, before.present(), List.copyOf(proof.values()));
    }

    /** The first word of an object's description is its kind. */
    private static Map<String, Long> byKind(Artefacts artefacts) {
        return artefacts.present().stream()
                .map(object -> object.split(" ", 2)[0])
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
