package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.EntityName;
import dev.godwit.core.Heir;
import dev.godwit.core.Refusal;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store whose transactions are timed, from when they ask for a connection to when they give it back. Thread-safe. */
record MeasuredStore<C>(ApplicationStore<C> real, LatencyMeter meter) implements ApplicationStore<C> {
    @Override
    public StoreName name() {
        return real.name();
    }

    @Override
    public Session<C> begin(TransactionOptions options) {
        long began = meter.now();
        return new MeasuredSession<>(real.begin(options), () -> meter.ended(real.name(), began));
    }

    @Override
    public Standing standing(UnitId unit) {
        return real.standing(unit);
    }

    @Override
    public boolean fenced() {
        return real.fenced();
    }

    @Override
    public Optional<Refusal> refusal(Throwable failure) {
        return real.refusal(failure);
    }

    @Override
    public boolean completePromotion(UnitId unit, Heir heir) {
        return real.completePromotion(unit, heir);
    }

    @Override
    public String homeTable(EntityName entity) {
        return real.homeTable(entity);
    }

    @Override
    public String restTable(EntityName entity) {
        return real.restTable(entity);
    }

    @Override
    public String chosenTable(EntityName entity) {
        return real.chosenTable(entity);
    }

    @Override
    public String table(EntityName entity) {
        return real.table(entity);
    }

    @Override
    public void close() {
        real.close();
    }

    /** @param ended told when the session is closed */
    private record MeasuredSession<C>(Session<C> real, Runnable ended) implements Session<C> {
        @Override
        public C connection() {
            return real.connection();
        }

        @Override
        public void enter(Set<UnitId> units) {
            real.enter(units);
        }

        @Override
        public Standing standing(UnitId unit) {
            return real.standing(unit);
        }

        @Override
        public UnitsInFlight unitsInFlight() {
            return real.unitsInFlight();
        }

        @Override
        public void choose(Set<UnitId> units) {
            real.choose(units);
        }

        @Override
        public Extent extent() {
            return real.extent();
        }

        @Override
        public boolean fenced() {
            return real.fenced();
        }

        @Override
        public void commit() {
            real.commit();
        }

        @Override
        public List<Standing> commitThenLook(Set<UnitId> units) {
            return real.commitThenLook(units);
        }

        @Override
        public void rollback() {
            real.rollback();
        }

        @Override
        public void close() {
            try {
                real.close();
            } finally {
                ended.run();
            }
        }
    }
}
