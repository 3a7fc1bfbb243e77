package dev.godwit.simulation.internal.ambush;

import java.util.Optional;

/** One coincidence. It sees every step of every request, and holds some of them back. */
interface Ambush {
    /** Whether the step is to wait. */
    Optional<Wait> meet(Step step);
}
