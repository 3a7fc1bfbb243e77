package dev.godwit.core;

/**
 * A changed row that its home remembers until it is mirrored.
 *
 * @param number never used twice in one store
 * @param locator where the store finds the mark again quickly; opaque
 */
public record Mark(long number, EntityName entity, Key key, String locator) {}
