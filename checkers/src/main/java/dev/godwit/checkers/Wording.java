package dev.godwit.checkers;

import java.util.function.LongFunction;

/** How keys and values are told to people. */
public record Wording(LongFunction<String> key, LongFunction<String> value) {
    /** The bare numbers. */
    public static final Wording NUMBERS = new Wording(Long::toString, Long::toString);

    /** A value in words, also when there is none. */
    public String valueOrNothing(long number) {
        return number == Operation.NOTHING ? "nothing" : value.apply(number);
    }
}
