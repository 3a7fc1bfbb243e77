package dev.godwit.core;

/**
 * The hash of one row.
 *
 * @param marked whether a mark of the key existed in the same snapshot
 */
public record RowDigest(Key key, long digest, boolean marked) {}
