package dev.godwit.core;

import java.time.Duration;

/**
 * What keeps a scatter exact without a word between routers and movers. A scatter compares two looks at each store, and what
 * it compares are the units in flight. A unit that begins its move after one look, and is accepted for good in its new home
 * before the next, would be in neither: so the looks are taken within {@link #LOOKS_MAX}, or again, and a unit stays listed
 * for at least {@link #FLIGHT_MIN} after its move was accepted. Both are measured on one machine each; only their order
 * matters.
 */
public final class ScatterTerms {
    /** The longest from the beginning of the first look to the end of the last. */
    public static final Duration LOOKS_MAX = Duration.ofMillis(250);

    /** The shortest from the record that a move is accepted until its unit is no longer listed as in flight. */
    public static final Duration FLIGHT_MIN = Duration.ofMillis(500);

    private ScatterTerms() {}
}
