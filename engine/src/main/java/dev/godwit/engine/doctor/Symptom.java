package dev.godwit.engine.doctor;

import dev.godwit.core.Problem;
import java.util.List;

/** One thing that the doctor looks for. Pure. */
@FunctionalInterface
interface Symptom {
    List<Problem> find(Examination examination);
}
