package dev.godwit.rollout.internal;

import java.util.Locale;

/** How many of how many went wrong in some way. */
public record Proportion(long bad, long total) {
    public Proportion {
        if (bad < 0 || bad > total) {
            throw new IllegalArgumentException(bad + " of " + total);
        }
    }

    public double rate() {
        return total == 0 ? 0 : (double) bad / total;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d of %d (%.2f %%)", bad, total, 100 * rate());
    }
}
