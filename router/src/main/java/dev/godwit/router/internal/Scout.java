package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Heir;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the home of units that a line waits for. When a unit has been between two homes for too long, because
 * whoever moved it is gone, the scout completes the change of home itself.
 */
final class Scout<C> {
    private static final Logger LOG = LoggerFactory.getLogger(Scout.class);
    private static final Duration BETWEEN_HOMES_LIMIT = Duration.ofMillis(20);
    /** A freeze that nobody thaws expires by itself, which only an attempt to write can tell. */
    private static final Duration TRY_FROZEN_EVERY = Duration.ofMillis(100);

    private final Stores<C> stores;
    private final HomeSearch<C> search;
    private final Routes routes;
    private final Counters counters;
    private final TimeSource time;

    Scout(Stores<C> stores, HomeSearch<C> search, Routes routes, Counters counters, TimeSource time) {
        this.stores = stores;
        this.search = search;
        this.routes = routes;
        this.counters = counters;
        this.time = time;
    }

    /** What one look came to. */
    sealed interface Sight {
        /** Every unit has a home. */
        record Found() implements Sight {}

        /** Somebody has to find out by writing there whether a freeze is over. */
        record WorthATry(StoreName store) implements Sight {}

        /** Not yet. */
        record Nothing() implements Sight {}
    }

    Sight look(Line line) {
        Sight sight = new Sight.Found();
        for (UnitId unit : line.units) {
            Findings findings = search.ask(unit);
            line.findings = findings;
            if (findings.home() == null && !promoted(line, findings)) {
                sight = worthATry(line, findings.frozen());
            }
        }
        return sight;
    }

    private Sight worthATry(Line line, @Nullable StoreName frozen) {
        long now = time.monotonicNanos();
        Long last = line.lastTryNanos;
        if (last == null) {
            line.lastTryNanos = now;
            return new Sight.Nothing();
        }
        if (frozen == null || now - last < TRY_FROZEN_EVERY.toNanos()) {
            return new Sight.Nothing();
        }
        line.lastTryNanos = now;
        return new Sight.WorthATry(frozen);
    }

    private boolean promoted(Line line, Findings findings) {
        if (!findings.betweenHomes()) {
            line.betweenHomesSince = null;
            return false;
        }
        long now = time.monotonicNanos();
        Long since = line.betweenHomesSince;
        if (since == null) {
            line.betweenHomesSince = now;
            return false;
        }
        return now - since >= BETWEEN_HOMES_LIMIT.toNanos() && promoteHeir(findings);
    }

    /** The store compares heir and epoch itself, so that a wrong guess does nothing. */
    private boolean promoteHeir(Findings findings) {
        for (Map.Entry<StoreName, Standing> old : findings.standings().entrySet()) {
            if (old.getValue().role() == Role.MIRROR) {
                Heir heir = new Heir(old.getKey(), old.getValue().epoch());
                for (StoreName candidate : findings.standings().keySet()) {
                    if (!candidate.equals(old.getKey()) && complete(candidate, findings.unit(), heir)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean complete(StoreName candidate, UnitId unit, Heir heir) {
        try {
            if (!stores.get(candidate).completePromotion(unit, heir)) {
                return false;
            }
        } catch (GodwitException e) {
            LOG.info("unit {} is between homes and {} could not be promoted: {}", unit, candidate, e.getMessage());
            return false;
        }
        LOG.info("completed the change of home of unit {} from {} to {}", unit, heir.store(), candidate);
        counters.promotions.increment();
        routes.saw(unit, candidate);
        return true;
    }
}
