package dev.godwit.core;

import java.util.List;

/**
 * What an apply did.
 *
 * @param upserted rows that were inserted or updated
 * @param deleted rows that were deleted
 * @param foreign keys that belong to another unit in the mirror and were left alone
 */
public record ApplyResult(int upserted, int deleted, List<Key> foreign) {
    public ApplyResult {
        foreign = List.copyOf(foreign);
    }
}
