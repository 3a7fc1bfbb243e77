package dev.godwit.server.plan;

import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Keys;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.NewUnits;
import java.time.Duration;
import java.util.Set;

/** What a plan that does not say otherwise means. */
final class PlanDefaults {
    /** Connections to each store: {@code stores.NAME.pool}. */
    static final int POOL = 8;

    /** {@code cutover.maxPause} 250 ms: writers that are held longer start to notice; {@code cutover.approve} false. */
    static final Cutover CUTOVER = new Cutover(Duration.ofMillis(250), false);

    /** {@code verify.onMismatch}: a difference that survives is looked at by a person. */
    static final Mismatch ON_MISMATCH = Mismatch.STOP;

    /** {@code probation}: how long the way back stays open. */
    static final Duration PROBATION = Duration.ofDays(7);

    /** {@code retention}: how long the source's rows stay after finalize. */
    static final Duration RETENTION = Duration.ofDays(30);

    /** {@code keys}: somebody has to say how both stores can hand them out. */
    static final Keys KEYS = Keys.REFUSE;

    /** {@code newUnits}: all of them have a way back. */
    static final NewUnits NEW_UNITS = NewUnits.SOURCE;

    /** {@code accept}: nothing. */
    static final Accept ACCEPT = new Accept(Set.of(), Set.of(), false);

    private PlanDefaults() {}
}
