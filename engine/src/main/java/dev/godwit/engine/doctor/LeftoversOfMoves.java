package dev.godwit.engine.doctor;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.MarkBacklog;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.UnitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What no move needs any more: marks of units at rest, objects where nothing moves, rows in a store that is nobody's home. */
final class LeftoversOfMoves implements Symptom {
    @Override
    public List<Problem> find(Examination examination) {
        List<Problem> problems = new ArrayList<>();
        for (Examined store : examination.stores()) {
            marks(store, problems);
            if (!examination.explained() && !store.artefacts().present().isEmpty() && !store.inFlight()) {
                problems.add(warning(
                        store,
                        store.artefacts().present().size()
                                + " objects of Godwit are installed and no unit is in flight;"
                                + " 'godwit remove' removes them"));
            }
            if (store.defaultFence().isPresent() && !store.isHomeOfSome() && !store.inFlight()) {
                rows(store, problems);
            }
        }
        return problems;
    }

    private static void marks(Examined store, List<Problem> problems) {
        Set<UnitId> moving =
                store.fences().stream().filter(Fence::inFlight).map(Fence::unit).collect(Collectors.toSet());
        long left = store.marks().stream()
                .filter(backlog -> !moving.contains(backlog.unit()))
                .mapToLong(MarkBacklog::count)
                .sum();
        if (left > 0) {
            problems.add(warning(store, left + " marks are of units that are not in flight"));
        }
    }

    private static void rows(Examined store, List<Problem> problems) {
        for (TableFacts table : store.facts().tables().values()) {
            if (table.sampleUnit().isPresent()) {
                problems.add(warning(
                        store,
                        "table " + table.name() + " still has about " + table.estimatedRows()
                                + " rows, and this store is the home of none"));
            }
        }
    }

    private static Problem warning(Examined store, String message) {
        return Problem.warning(ErrorCode.LEFTOVERS, store.place(), message);
    }
}
