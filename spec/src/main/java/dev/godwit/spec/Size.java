package dev.godwit.spec;

/**
 * How much is explored.
 *
 * @param writes how many writes begin
 * @param lastPhase 2 = forward, 4 = forward and back
 * @param tokens how many mover tokens are given
 * @param epochs how often a fence changes, roughly
 */
public record Size(int writes, int lastPhase, int tokens, int epochs) {
    public Size {
        if (writes > 3 || lastPhase > 4 || tokens > 7 || epochs > 6) {
            throw new IllegalArgumentException(
                    "the packed state has no room for " + writes + " " + lastPhase + " " + tokens + " " + epochs);
        }
    }
}
