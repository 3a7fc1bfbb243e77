package dev.godwit.simulation.internal.ambush;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Why a step is held back.
 *
 * @param isOver asked after each commit
 * @param longest after this it goes on in any case
 */
record Wait(BooleanSupplier isOver, Duration longest) {}
