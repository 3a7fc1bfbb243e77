package dev.godwit.cli;

import java.util.Optional;

/**
 * What the command line says about a rehearsal.
 *
 * @param units absent for what the plan says
 * @param crashes absent for one at each pause point
 * @param keep whether the sample stays in the scratch stores
 */
record RehearsalOrder(long seed, Optional<Integer> units, Optional<Integer> crashes, boolean keep) {}
