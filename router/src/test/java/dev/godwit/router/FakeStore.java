package dev.godwit.router;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.EntityName;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Heir;
import dev.godwit.core.Refusal;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.StoreRefusedException;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A store in memory that keeps the fence's promises: shared locks to the end of a transaction, roles and epochs by
 * compare-and-set, snapshots, freezes that expire. Every call into it is a round trip during which others run.
 */
final class FakeStore implements ApplicationStore<FakeSession> {
    final Simulation simulation;
    final Set<FakeSession> open = new HashSet<>();
    FakeData data;
    Duration roundTrip = Duration.ofNanos(100_000);
    int roundTrips;
    int poolSize = Integer.MAX_VALUE;
    boolean down;
    boolean answersCommits = true;
    boolean fenced = true;
    private final StoreName name;

    FakeStore(Simulation simulation, String name, Role defaultRole) {
        this.simulation = simulation;
        this.name = new StoreName(name);
        this.data = new FakeData(Map.of(), defaultRole, new Epoch(1), Map.of());
    }

    @Override
    public StoreName name() {
        return name;
    }

    @Override
    public Session<FakeSession> begin(TransactionOptions options) {
        if (open.size() >= poolSize) {
            throw new GodwitException(ErrorCode.STORE_UNREACHABLE, "the pool of " + name + " is empty");
        }
        return new FakeSession(this, options);
    }

    @Override
    public Standing standing(UnitId unit) {
        if (open.size() >= poolSize) {
            throw new GodwitException(ErrorCode.STORE_UNREACHABLE, "the pool of " + name + " is empty");
        }
        goThere();
        Optional<Standing> standing = fenced ? Optional.of(data.standing(unit)) : Optional.empty();
        comeBack();
        return standing.orElseThrow(() -> new StoreRefusedException(Refusal.UNFENCED, "nothing is installed"));
    }

    @Override
    public boolean fenced() {
        goThere();
        boolean answer = fenced;
        comeBack();
        return answer;
    }

    @Override
    public Optional<Refusal> refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreRefusedException refused) {
                return Optional.of(refused.refusal());
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean completePromotion(UnitId unit, Heir heir) {
        goThere();
        FenceRow fence = data.fences().get(unit);
        boolean promotes = fence != null && fence.role() == Role.MIRROR && heir.equals(fence.heir());
        if (promotes) {
            data = data.withFence(unit, fence.become(Role.HOME, null));
        }
        comeBack();
        return promotes;
    }

    @Override
    public String homeTable(EntityName entity) {
        return "home_" + entity;
    }

    @Override
    public String restTable(EntityName entity) {
        return "rest_" + entity;
    }

    @Override
    public String chosenTable(EntityName entity) {
        return "chosen_" + entity;
    }

    @Override
    public String table(EntityName entity) {
        return entity.value();
    }

    @Override
    public void close() {}

    /** As CREATE TRIGGER does, this waits for those who have written. */
    void install(Role defaultRole) {
        while (open.stream().anyMatch(FakeSession::hasWritten)) {
            simulation.pass(Duration.ofNanos(50_000));
        }
        data = data.withoutFences(defaultRole);
        fenced = true;
    }

    /** As DROP does, this waits for those who have read a table or a fence. */
    void uninstall() {
        while (open.stream().anyMatch(FakeSession::hasLooked)) {
            simulation.pass(Duration.ofNanos(50_000));
        }
        fenced = false;
    }

    /** A change of a fence that waits for the holders of the unit's shared lock. */
    void changeLocked(UnitId unit, UnaryOperator<FenceRow> change) {
        while (open.stream().anyMatch(session -> session.holds(unit))) {
            simulation.pass(Duration.ofNanos(50_000));
        }
        data = data.withFence(unit, change.apply(data.fences().get(unit)));
    }

    void goThere() {
        if (down) {
            throw new GodwitException(ErrorCode.STORE_UNREACHABLE, name + " is down");
        }
        roundTrips++;
        simulation.pass(roundTrip.dividedBy(2));
    }

    void comeBack() {
        simulation.pass(roundTrip.dividedBy(2));
    }
}
