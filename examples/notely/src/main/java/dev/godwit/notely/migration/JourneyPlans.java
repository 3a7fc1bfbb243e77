package dev.godwit.notely.migration;

import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Keys;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.NewUnits;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Plan.Throttle;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.StoreName;
import dev.godwit.core.WaveName;
import dev.godwit.notely.note.Cohort;
import dev.godwit.notely.strategy.NotesKeyspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The plans of Notely's journey: from the legacy store to the first shard, cohort after cohort, and from there a half of the
 * accounts to the second. Every wave waits for an approval, and an account can be sent ahead on request.
 */
public final class JourneyPlans {
    /** The wave of accounts that somebody has sent on their way, one by one. */
    public static final WaveName REQUESTED = new WaveName("requested");
    /** The wave of all that is left when the cohorts have moved. */
    public static final WaveName REST = new WaveName("rest");

    /** The wave of those that go on to the second shard. */
    public static final WaveName HALF = new WaveName("half");

    private static final int HALF_PERCENT = 50;
    private static final Duration MAX_PAUSE = Duration.ofMillis(250);

    private final List<StoreAddress> stores;
    private final StoreName accounts;

    /**
     * Plans over these stores.
     *
     * @param stores all note stores and the one with the accounts
     * @param accounts the store in which cohorts are asked for
     */
    public JourneyPlans(List<StoreAddress> stores, StoreName accounts) {
        this.stores = List.copyOf(stores);
        this.accounts = accounts;
    }

    /** One part of the journey, from one store to the next. */
    public record Leg(StoreName source, StoreName target, boolean all) {}

    /** The plan of a leg; a leg that was aborted begins again under another name. */
    public Plan plan(Leg leg, int attempt) {
        String name = leg.source() + "-to-" + leg.target() + (attempt == 1 ? "" : "-" + attempt);
        return new Plan(
                NotesKeyspace.KEYSPACE,
                new MigrationName(name),
                Optional.empty(),
                stores,
                leg.source(),
                leg.target(),
                leg.all() ? cohorts() : half(),
                new Cutover(MAX_PAUSE, false),
                Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                Throttle.NONE,
                Keys.REFUSE,
                leg.all() ? NewUnits.TARGET : NewUnits.SOURCE,
                new Accept(Set.of(), Set.of(), false));
    }

    private List<Wave> cohorts() {
        List<Wave> waves = new ArrayList<>();
        waves.add(requested());
        Arrays.stream(Cohort.values()).map(this::cohort).forEach(waves::add);
        waves.add(new Wave(REST, new Selection.All(), true));
        return waves;
    }

    private static Wave requested() {
        return new Wave(REQUESTED, new Selection.OnRequest(), false);
    }

    private Wave cohort(Cohort cohort) {
        String query = "select id from accounts where cohort = '" + cohort.text() + "'";
        return new Wave(new WaveName(cohort.text()), new Selection.Query(accounts, query), true);
    }

    private static List<Wave> half() {
        return List.of(requested(), new Wave(HALF, new Selection.Percent(HALF_PERCENT), true));
    }
}
