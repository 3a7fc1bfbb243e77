package dev.godwit.jdbc.internal;

import org.jspecify.annotations.Nullable;

/**
 * The hash of a row of texts, computed here and not in a database, so that it is the same wherever the row lies. 64 bits
 * against accidents, not against an attacker. Not thread-safe.
 */
public final class HashedRow {
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
    private static final long NULL = 0x6A09_E667_F3BC_C909L;
    private static final long END = 0xBB67_AE85_84CA_A73BL;

    private long state = MULTIPLIER;

    /** Adds the next value; NULL is not the empty text. */
    public void add(@Nullable String value) {
        if (value == null) {
            mix(NULL);
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            mix(value.charAt(i));
        }
        mix(END ^ value.length());
    }

    /** The hash of what was added. */
    public long value() {
        long hash = state;
        hash = (hash ^ hash >>> 33) * 0xFF51_AFD7_ED55_8CCDL;
        hash = (hash ^ hash >>> 33) * 0xC4CE_B9FE_1A85_EC53L;
        return hash ^ hash >>> 33;
    }

    private void mix(long next) {
        state = (state ^ next) * MULTIPLIER;
        state ^= state >>> 29;
    }
}
