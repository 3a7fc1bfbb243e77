package dev.godwit.engine.doctor;

import dev.godwit.core.Problem;
import java.util.List;

/** What no move needs any more: marks of units at rest, objects where nothing moves, rows in a store that is nobody's home. */
final class LeftoversOfMoves implements Symptom {
    @Override
    public List<Problem> find(Examination examination) {
        return LeftBehind.in(examination).stream().map(LeftBehind::problem).toList();
    }
}
