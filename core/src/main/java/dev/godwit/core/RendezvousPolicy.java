package dev.godwit.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.Set;

/**
 * Every store draws a number for the unit, and the highest wins: when a store is added only those units move whose highest
 * number is now its, and when one is removed only its own move.
 *
 * <p>Rendezvous hashing by Thaler and Ravishankar, "Using name-based mappings to increase hit rates" (IEEE/ACM
 * Transactions on Networking 6, 1998), with the weights of Schindelhauer and Schomaker, "Weighted distributed hash tables"
 * (SPAA 2005). The numbers are the first 53 bits of SHA-256 over the names of store and unit with a zero byte in between.
 *
 * @param weights how large the share of each store is
 */
public record RendezvousPolicy(StoreWeights weights) implements PlacementPolicy {
    private static final int BITS = 53;

    @Override
    public Set<StoreName> stores() {
        return weights.stores();
    }

    @Override
    public StoreName choose(UnitId unit, Situation situation) {
        return situation.allowed().stream()
                .max(Comparator.<StoreName>comparingDouble(store -> draw(unit, store))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private double draw(UnitId unit, StoreName store) {
        return -weights.of(store) / Math.log(uniform(unit, store));
    }

    /** Above 0 and below 1. */
    private static double uniform(UnitId unit, StoreName store) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(store.value().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            byte[] hash = digest.digest(unit.value().getBytes(StandardCharsets.UTF_8));
            long bits = ByteBuffer.wrap(hash).getLong() >>> (Long.SIZE - BITS);
            return (bits + 0.5) / (1L << BITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
