package dev.godwit.rehearsal;

import dev.godwit.core.EntityName;
import dev.godwit.core.Plan;
import dev.godwit.core.RowShape;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.engine.preflight.RowShapes;
import dev.godwit.engine.rehearsal.Contents;
import dev.godwit.engine.rehearsal.Contents.Place;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what is in the scratch stores with what was sampled and what users wrote last. Not thread-safe. */
final class Comparison {
    private static final int MOST_OF_A_STORE = 5;

    private final Contents sampled;
    private final List<RowChange> changes;
    private final RehearsalUsers users;
    private final RowStatements statements;

    Comparison(Contents sampled, List<RowChange> changes, RehearsalUsers users, RowStatements statements) {
        this.sampled = sampled;
        this.changes = changes;
        this.users = users;
        this.statements = statements;
    }

    /** What is wrong in both stores while Godwit is installed; in the target alone where there is no way back. */
    List<String> installed(Scratch scratch, List<UnitId> sample) {
        Plan plan = scratch.plan();
        Map<EntityName, RowShape> shapes =
                RowShapes.of(plan, scratch.source().facts(), scratch.target().facts());
        Map<Store, String> stores = new LinkedHashMap<>(Map.of(scratch.target(), "target"));
        if (plan.cutover().wayBack()) {
            stores.put(scratch.source(), "source");
        }
        List<String> wrong = new ArrayList<>();
        stores.forEach((store, side) ->
                wrong.addAll(in(store.name(), side, Contents.of(store, plan, shapes.values(), sample))));
        return wrong;
    }

    /** What is wrong in one store that has these rows now. */
    List<String> in(StoreName store, String side, Contents now) {
        Set<Place> changed = changes.stream().map(RowChange::place).collect(Collectors.toSet());
        List<String> wrong = new ArrayList<>(sampled.differences(now, changed));
        for (RowChange change : changes) {
            try {
                if (!statements.readIn(store, change).equals(Optional.of(users.lastOf(change)))) {
                    wrong.add(change.place() + " is not what was written last");
                }
            } catch (SQLException e) {
                wrong.add(change.place() + " can't be read: SQLSTATE " + e.getSQLState());
            }
        }
        List<String> first = new ArrayList<>(wrong.stream()
                .limit(MOST_OF_A_STORE)
                .map(what -> "in the scratch " + side + ", " + what)
                .toList());
        if (wrong.size() > MOST_OF_A_STORE) {
            first.add("in the scratch " + side + ", " + (wrong.size() - MOST_OF_A_STORE) + " more rows are wrong");
        }
        return first;
    }
}
