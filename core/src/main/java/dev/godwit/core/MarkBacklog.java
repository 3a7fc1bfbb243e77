package dev.godwit.core;

import java.time.Duration;

/**
 * The marks of a unit that wait to be drained.
 *
 * @param count 1 or more
 * @param oldest the age of the oldest one, by the store's clock
 */
public record MarkBacklog(UnitId unit, long count, Duration oldest) {}
