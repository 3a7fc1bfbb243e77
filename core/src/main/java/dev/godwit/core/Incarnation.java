package dev.godwit.core;

/**
 * The identity of a store's history. It changes when a standby is promoted or a backup is restored; then commits may
 * have been lost, and every fence is asserted again before anything else.
 *
 * @param value opaque text; for PostgreSQL the system identifier and the timeline
 */
public record Incarnation(String value) {}
