package dev.godwit.engine.spi;

import dev.godwit.core.Epoch;

/**
 * The epochs of one try to change the home, all known before the first step acts. Freeze, then thaw or demote, take the
 * home's epoch by one each; seal, then promote or reopen, that of the mirror.
 *
 * @param home the epoch of the home's fence before the freeze
 * @param mirror the epoch of the mirror's fence before the seal
 */
public record Attempt(Epoch home, Epoch mirror) {
    public Epoch frozen() {
        return home.next();
    }

    public Epoch demoted() {
        return frozen().next();
    }

    public Epoch sealed() {
        return mirror.next();
    }

    public Epoch promoted() {
        return sealed().next();
    }
}
