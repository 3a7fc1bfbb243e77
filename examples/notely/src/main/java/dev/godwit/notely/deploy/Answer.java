package dev.godwit.notely.deploy;

import dev.godwit.notely.note.NoteException;
import java.util.Optional;
import java.util.function.Supplier;

/** What a proxy said, refusals included, so that two of them can be compared. */
record Answer(Optional<Object> value, Optional<NoteException.Problem> problem) {
    static Answer of(Supplier<?> call) {
        try {
            return new Answer(Optional.of(call.get()), Optional.empty());
        } catch (NoteException e) {
            return refusal(e);
        }
    }

    static Answer value(Object value) {
        return new Answer(Optional.of(value), Optional.empty());
    }

    static Answer refusal(NoteException refusal) {
        return new Answer(Optional.empty(), Optional.of(refusal.problem()));
    }
}
