package dev.godwit.core;

/**
 * What the rows of one unit and entity in a key range amount to. Two stores have the same rows there when count and
 * digest are equal.
 *
 * @param digest the sum of the rows' hashes, as text
 */
public record RangeDigest(KeyRange range, long count, String digest) {
    public boolean sameRowsAs(RangeDigest other) {
        return count == other.count && digest.equals(other.digest);
    }
}
