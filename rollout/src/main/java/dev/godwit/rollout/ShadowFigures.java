package dev.godwit.rollout;

/**
 * How the mirrored requests went.
 *
 * @param compared how many answers were compared
 * @param differing how many of them differ from the running version's, which answered the same again when asked twice
 * @param changed how many could not be compared, because the running version's own answer had changed meanwhile
 * @param dropped how many were not mirrored, because too many waited
 * @param lost how many got no answer because the instance died or can't be reached
 * @param lastDifference what the newest difference was, for people; empty when there is none
 */
public record ShadowFigures(
        long compared, long differing, long changed, long dropped, long lost, String lastDifference) {
    /** Nothing was mirrored. */
    public static final ShadowFigures NONE = new ShadowFigures(0, 0, 0, 0, 0, "");
}
