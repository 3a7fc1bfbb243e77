package dev.godwit.core;

/**
 * What identifies the one worker that may write into a mirror. Its number is never reused; it is void when the epoch of
 * the fence moves.
 *
 * @param number 1 or more; 0 is {@link #NONE}
 */
public record Token(long number) {
    public static final Token NONE = new Token(0);

    public boolean isNone() {
        return number == 0;
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
