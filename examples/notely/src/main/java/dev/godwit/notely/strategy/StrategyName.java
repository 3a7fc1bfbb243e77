package dev.godwit.notely.strategy;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** How a proxy finds the store of a note. */
public enum StrategyName {
    /** Through Godwit's router. */
    GODWIT,
    /** Everything is in the legacy store: the start of exercise 1. */
    LEGACY_ONLY,
    /** A note of a migrating account goes to the new store when it is written: the usual answer to exercise 1. */
    MIGRATE_ON_UPDATE,
    /** Everything is in the new store: the start of exercise 2. */
    NEW_ONLY,
    /** A note of a migrating account goes to the account's shard when it is written: the usual answer to exercise 2. */
    SHARD_ON_UPDATE,
    /** What the reader of the tutorial wrote. */
    EXERCISE;

    /** The name in flags, requests and files, such as {@code migrate-on-update}. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The strategy of that name, if there is one. */
    public static Optional<StrategyName> of(String text) {
        for (StrategyName strategy : values()) {
            if (strategy.text().equals(text)) {
                return Optional.of(strategy);
            }
        }
        return Optional.empty();
    }
}
