package dev.godwit.rollout;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Chance from a seed that all request threads may draw from without waiting for one another: SplitMix64, whose state is one
 * number that each draw moves on. Which thread gets which number is up to the threads. Thread-safe.
 */
public final class SharedChance implements RandomGenerator {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private final AtomicLong state;

    public SharedChance(long seed) {
        this.state = new AtomicLong(seed);
    }

    @Override
    public long nextLong() {
        long mixed = state.addAndGet(GAMMA);
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
