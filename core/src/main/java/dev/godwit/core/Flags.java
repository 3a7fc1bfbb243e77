package dev.godwit.core;

import java.util.Optional;

/**
 * What holds a unit, wave or migration without being a phase, each with its reason.
 *
 * @param paused why someone stopped it; it goes on when resumed
 * @param attention why it can't go on until a person has looked
 */
public record Flags(Optional<String> paused, Optional<String> attention) {
    public static final Flags NONE = new Flags(Optional.empty(), Optional.empty());

    public boolean clear() {
        return paused.isEmpty() && attention.isEmpty();
    }
}
