package dev.godwit.notely.proxy;

import java.util.List;

/** What a proxy knows about itself and its stores. */
public record ShardStats(List<ShardCount> shards) {
    public ShardStats {
        shards = List.copyOf(shards);
    }

    /**
     * The notes of one store.
     *
     * @param notes -1 when the store does not answer
     */
    public record ShardCount(String store, long notes) {}
}
