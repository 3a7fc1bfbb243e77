package dev.godwit.engine.doctor;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.ArrayList;
import java.util.List;

/** Transactions that a cutover would wait for. */
final class Obstacles implements Symptom {
    @Override
    public List<Problem> find(Examination examination) {
        List<Problem> problems = new ArrayList<>();
        for (Examined store : examination.stores()) {
            store.facts().preparedTransactions().stream()
                    .map(name -> Problem.error(
                            ErrorCode.PREPARED_TRANSACTION,
                            store.place(),
                            "prepared transaction " + name + " holds its locks until somebody ends it"))
                    .forEach(problems::add);
            store.facts().longTransactions().stream()
                    .map(words -> Problem.warning(ErrorCode.LONG_TRANSACTION, store.place(), words))
                    .forEach(problems::add);
        }
        return problems;
    }
}
