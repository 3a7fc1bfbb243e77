package dev.godwit.engine.doctor;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.List;
import java.util.stream.Stream;

/** What is installed is all there and fires: a table without its triggers is neither fenced nor mirrored. */
final class IncompleteInstallation implements Symptom {
    @Override
    public List<Problem> find(Examination examination) {
        return examination.stores().stream()
                .flatMap(store -> Stream.concat(
                        store.artefacts().missing().stream()
                                .map(object -> problem(store, object + " is missing; writes may pass unseen")),
                        store.artefacts().disabled().stream()
                                .map(object -> problem(store, object + " does not fire in every session"))))
                .toList();
    }

    private static Problem problem(Examined store, String message) {
        return Problem.error(ErrorCode.INSTALLATION_INCOMPLETE, store.place(), message);
    }
}
