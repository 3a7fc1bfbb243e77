package dev.godwit.core;

/**
 * Written into the mirror's fence when it is sealed: whoever sees {@code store} as a mirror with exactly this epoch may
 * make the sealed store the home.
 *
 * @param store the store that gives up being home
 * @param epoch the epoch that its fence has after it became a mirror
 */
public record Heir(StoreName store, Epoch epoch) {}
