package dev.godwit.bench.measure;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.EntityName;
import dev.godwit.core.Epoch;
import dev.godwit.core.Heir;
import dev.godwit.core.Refusal;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store that is home of every unit and does nothing, so that what is measured is the router. */
record NothingStore(StoreName name) implements ApplicationStore<Object> {
    @Override
    public Session<Object> begin(TransactionOptions options) {
        return new NothingSession();
    }

    @Override
    public Standing standing(UnitId unit) {
        return Standing.byDefault(unit, Role.HOME);
    }

    @Override
    public boolean fenced() {
        return true;
    }

    @Override
    public Optional<Refusal> refusal(Throwable failure) {
        return Optional.empty();
    }

    @Override
    public boolean completePromotion(UnitId unit, Heir heir) {
        return false;
    }

    @Override
    public String homeTable(EntityName entity) {
        return entity.value();
    }

    @Override
    public String restTable(EntityName entity) {
        return entity.value();
    }

    @Override
    public String chosenTable(EntityName entity) {
        return entity.value();
    }

    @Override
    public String table(EntityName entity) {
        return entity.value();
    }

    @Override
    public void close() {}

    private static final class NothingSession implements Session<Object> {
        @Override
        public Object connection() {
            return this;
        }

        @Override
        public void enter(Set<UnitId> units) {}

        @Override
        public Standing standing(UnitId unit) {
            return Standing.byDefault(unit, Role.HOME);
        }

        @Override
        public UnitsInFlight unitsInFlight() {
            return new UnitsInFlight(Epoch.ZERO, List.of());
        }

        @Override
        public void choose(Set<UnitId> units) {}

        @Override
        public Extent extent() {
            return Extent.EVERYTHING;
        }

        @Override
        public boolean fenced() {
            return true;
        }

        @Override
        public void commit() {}

        @Override
        public List<Standing> commitThenLook(Set<UnitId> units) {
            return units.stream().map(this::standing).toList();
        }

        @Override
        public void rollback() {}

        @Override
        public void close() {}
    }
}
