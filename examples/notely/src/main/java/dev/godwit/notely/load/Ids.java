package dev.godwit.notely.load;

import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes ids. The same seed gives the same users, but never the same ids twice: a store may be full of those of an earlier
 * run. Not thread-safe.
 */
final class Ids {
    private static final long VERSION_BITS = 0xF000L;
    private static final long VERSION_RANDOM = 0x4000L;
    private static final long VARIANT_BITS = 0xC000_0000_0000_0000L;
    private static final long VARIANT_STANDARD = 0x8000_0000_0000_0000L;

    private final RandomGenerator chance;
    private final long salt;

    Ids(RandomGenerator chance, long salt) {
        this.chance = chance;
        this.salt = salt;
    }

    UUID next() {
        long high = chance.nextLong() ^ salt;
        long low = chance.nextLong() ^ salt;
        return new UUID((high & ~VERSION_BITS) | VERSION_RANDOM, (low & ~VARIANT_BITS) | VARIANT_STANDARD);
    }
}
