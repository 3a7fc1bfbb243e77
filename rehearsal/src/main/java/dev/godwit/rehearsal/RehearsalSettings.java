package dev.godwit.rehearsal;

import dev.godwit.engine.EngineSettings;
import java.util.Optional;

/**
 * How a plan is rehearsed.
 *
 * @param seed of everything that is left to chance: units, values, and where engines die when they are fewer than points
 * @param units how many are sampled, 1 to 1,000; absent for what the plan says
 * @param crashes how often the engine dies at the most; absent for once at every pause point that it comes by
 * @param keep whether the sample stays in the scratch stores
 * @param record the control store that the result is kept in, and nothing else
 */
public record RehearsalSettings(
        long seed, Optional<Integer> units, Optional<Integer> crashes, boolean keep, EngineSettings record) {}
