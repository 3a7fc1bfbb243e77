package dev.godwit.engine.spi;

import dev.godwit.core.Incarnation;
import dev.godwit.core.Store.Fingerprint;

/** Who a store is and what its tables look like. */
public record StoreIdentity(Incarnation incarnation, Fingerprint fingerprint) {}
