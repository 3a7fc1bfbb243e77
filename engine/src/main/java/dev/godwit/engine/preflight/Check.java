package dev.godwit.engine.preflight;

import dev.godwit.core.Problem;
import java.util.List;

/** One thing that has to be true before a migration starts. Pure and stateless. */
@FunctionalInterface
interface Check {
    /** What is wrong; nothing about stores that could not be asked. */
    List<Problem> examine(PreflightContext context);
}
