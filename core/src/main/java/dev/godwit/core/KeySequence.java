package dev.godwit.core;

import java.util.OptionalLong;

/**
 * What hands out the values of a key column in one store, as it is now.
 *
 * @param name for people
 * @param last the greatest value that was handed out, or that a session holds to hand it out; absent when none was
 * @param next the value that comes next
 * @param step from one value to the next
 * @param limit the greatest value that both the column and the sequence take; 0 when the values are no whole numbers
 * @param held how many values a session takes at once
 * @param cycles whether it begins again after the last one
 * @param followsRows whether it goes on after the greatest key, whoever wrote that row
 * @param movable whether this role may let it go on elsewhere
 */
public record KeySequence(
        String name,
        OptionalLong last,
        long next,
        long step,
        long limit,
        long held,
        boolean cycles,
        boolean followsRows,
        boolean movable) {}
