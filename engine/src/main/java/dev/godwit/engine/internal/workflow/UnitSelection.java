package dev.godwit.engine.internal.workflow;

import dev.godwit.core.Entity;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Which units a wave takes: evaluated once, when the wave begins. */
final class UnitSelection {
    private static final int PAGE = 5_000;
    /** Of one query. */
    private static final int UNITS_MAX = 10_000_000;

    private UnitSelection() {}

    /**
     * Evaluates a selection.
     *
     * @param source whose units are meant where the selection names none
     * @param named the stores of the plan, for queries
     * @param taken units that belong to a wave already
     */
    static List<UnitId> evaluate(
            Selection selection,
            Store source,
            Function<StoreName, Store> named,
            List<Entity> entities,
            Set<UnitId> taken) {
        List<UnitId> units = new ArrayList<>(
                switch (selection) {
                    case Selection.Listed listed -> listed.units();
                    case Selection.Reference reference -> reference.units();
                    case Selection.Percent share ->
                        all(source, entities).stream()
                                .filter(unit -> percentile(unit) < share.percent())
                                .toList();
                    case Selection.Query query -> named.apply(query.store()).units(query.query(), UNITS_MAX);
                    case Selection.All all -> all(source, entities);
                    case Selection.OnRequest onRequest -> List.of();
                });
        units.removeIf(taken::contains);
        return units;
    }

    /** The units that have rows in a store, whoever they belong to. */
    static List<UnitId> all(Store source, List<Entity> entities) {
        Set<UnitId> units = new TreeSet<>();
        for (Entity entity : entities) {
            Optional<UnitId> after = Optional.empty();
            List<UnitId> page;
            do {
                page = source.rows().units(entity, after, PAGE);
                units.addAll(page);
                after = page.isEmpty() ? after : Optional.of(page.getLast());
            } while (page.size() == PAGE);
        }
        return List.copyOf(units);
    }

    /** 0 to 99, the same for a unit at any time and in any process. */
    static int percentile(UnitId unit) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(unit.value().getBytes(StandardCharsets.UTF_8));
            int first = ((hash[0] & 0xff) << 16) | ((hash[1] & 0xff) << 8) | (hash[2] & 0xff);
            return first % 100;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
