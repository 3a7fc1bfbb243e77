package dev.godwit.core;

import java.util.Optional;

/**
 * Keys after {@code after} up to and including {@code upTo}, in the database's order; an absent end is open.
 */
public record KeyRange(Optional<Key> after, Optional<Key> upTo) {
    public static final KeyRange ALL = new KeyRange(Optional.empty(), Optional.empty());
}
