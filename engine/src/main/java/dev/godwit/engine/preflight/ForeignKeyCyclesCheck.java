package dev.godwit.engine.preflight;

import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tables can be put in an order in which parents come first. A table may point to itself. */
final class ForeignKeyCyclesCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        Map<EntityName, Set<EntityName>> parents =
                ForeignKeyLinks.parents(context.plan().keyspace(), context.stores());
        List<Problem> problems = new ArrayList<>();
        Set<EntityName> reported = new HashSet<>();
        for (EntityName entity : parents.keySet()) {
            Set<EntityName> above = ancestors(entity, parents);
            if (above.contains(entity) && !reported.contains(entity)) {
                List<EntityName> circle = above.stream()
                        .filter(other -> ancestors(other, parents).contains(entity))
                        .sorted()
                        .toList();
                reported.addAll(circle);
                problems.add(Problem.error(
                        ErrorCode.FOREIGN_KEY_CYCLE,
                        "entity " + entity,
                        "foreign keys bind " + circle + " in a circle: neither can be written first"));
            }
        }
        return problems;
    }

    private static Set<EntityName> ancestors(EntityName entity, Map<EntityName, Set<EntityName>> parents) {
        Set<EntityName> found = new HashSet<>();
        List<EntityName> open = new ArrayList<>(parents.getOrDefault(entity, Set.of()));
        while (!open.isEmpty()) {
            EntityName next = open.removeLast();
            if (found.add(next)) {
                open.addAll(parents.getOrDefault(next, Set.of()));
            }
        }
        return found;
    }
}
