package dev.godwit.router.internal;

import dev.godwit.core.ControlPlane.Registration;
import dev.godwit.core.ControlPlane.Renewal;
import dev.godwit.core.Placement;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The placements as the control plane told them last, and the lease that says whether they can be trusted without asking
 * a store. One task changes it, many threads ask. Placements are always applied before the lease that came with them.
 */
final class PlacementCache {
    private final TimeSource time;
    private final Consumer<Set<UnitId>> news;
    private final @Nullable StoreName initialHome;
    private volatile Known known = new Known(new ConcurrentHashMap<>(), null);
    private volatile Lease lease = Lease.NONE;
    private volatile long revision;

    /** All placements; another object after each registration and each change of the default home. */
    static final class Known {
        private final ConcurrentHashMap<UnitId, Placement> placements;
        private final @Nullable StoreName defaultHome;

        private Known(ConcurrentHashMap<UnitId, Placement> placements, @Nullable StoreName defaultHome) {
            this.placements = placements;
            this.defaultHome = defaultHome;
        }
    }

    /**
     * Nothing is known at first.
     *
     * @param initialHome the default home until the control plane names one; null when nobody knows
     */
    PlacementCache(TimeSource time, Consumer<Set<UnitId>> news, @Nullable StoreName initialHome) {
        this.time = time;
        this.news = news;
        this.initialHome = initialHome;
    }

    /** What a leased read of the unit may rely on from now on, or null when it must ask the store. */
    @Nullable
    Trust trust(UnitId unit) {
        Lease now = lease;
        if (!now.validAt(time.monotonicNanos())) {
            return null;
        }
        Known all = known;
        Placement placement = all.placements.get(unit);
        if (placement == null) {
            return all.defaultHome == null ? null : new Trust(now.continuity(), all, unit, null, all.defaultHome);
        }
        return placement.phase().allowsLeasedReads()
                ? new Trust(now.continuity(), all, unit, placement, placement.home())
                : null;
    }

    /** Whether lease and placement have been the same, without a gap, since the trust was given. */
    boolean stillHolds(Trust trust) {
        long asked = time.monotonicNanos();
        Lease now = lease;
        return now.validAt(asked)
                && now.continuity() == trust.continuity()
                && known == trust.known()
                && isCurrent(trust);
    }

    /** The very same object: an equal placement that came again is a change too. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isCurrent(Trust trust) {
        return trust.known().placements.get(trust.unit()) == trust.placement();
    }

    @Nullable
    Placement placement(UnitId unit) {
        return known.placements.get(unit);
    }

    /** Where units without a placement live, as it was told last. */
    @Nullable
    StoreName defaultHome() {
        StoreName told = known.defaultHome;
        return told == null ? initialHome : told;
    }

    boolean leased() {
        return lease.validAt(time.monotonicNanos());
    }

    /** Everything up to it is applied. */
    long revision() {
        return revision;
    }

    /** Replaces all that was known by what a registration that was asked for at that moment says. */
    void register(Registration answer, long askedNanos) {
        ConcurrentHashMap<UnitId, Placement> placements = new ConcurrentHashMap<>();
        answer.placements().forEach(placement -> placements.put(placement.unit(), placement));
        lease = lease.lost();
        known = new Known(placements, answer.defaultHome());
        revision = answer.revision();
        news.accept(Collections.unmodifiableSet(placements.keySet()));
        extend(askedNanos, answer.leaseLength());
    }

    /** Applies the changes of a renewal that was asked for at that moment, then extends the lease. */
    void renew(Renewal answer, long askedNanos, Duration leaseLength) {
        answer.defaultHome().ifPresent(this::changeDefaultHome);
        answer.changes().forEach(this::apply);
        revision = answer.revision();
        if (!answer.changes().isEmpty()) {
            news.accept(answer.changes().stream().map(Placement::unit).collect(Collectors.toUnmodifiableSet()));
        }
        extend(askedNanos, leaseLength);
    }

    /** The control plane does not know the lease any more. */
    void lose() {
        lease = lease.lost();
    }

    private void extend(long askedNanos, Duration leaseLength) {
        lease = lease.renewedUntil(askedNanos + leaseLength.toNanos(), time.monotonicNanos());
    }

    private void apply(Placement change) {
        known.placements.merge(change.unit(), change, (old, newer) -> newer.revision() > old.revision() ? newer : old);
    }

    private void changeDefaultHome(StoreName home) {
        Known old = known;
        if (!home.equals(old.defaultHome)) {
            known = new Known(old.placements, home);
        }
    }
}
