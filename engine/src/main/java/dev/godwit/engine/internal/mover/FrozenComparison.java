package dev.godwit.engine.internal.mover;

/** A comparison of a unit whose home takes no writes; home's side is being read since it was begun. */
@FunctionalInterface
public interface FrozenComparison {
    /**
     * Reads the mirror's side, which has to have all rows by now, and compares.
     *
     * @param limit how many keys are compared at the most; what is left stays unverified
     * @throws dev.godwit.core.GodwitException with {@code ROWS_DIFFER} when rows differ and the plan says stop
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    void finish(int limit) throws InterruptedException;
}
