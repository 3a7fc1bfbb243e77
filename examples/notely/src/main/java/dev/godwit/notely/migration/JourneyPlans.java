package dev.godwit.notely.migration;

import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The plans of Notely's migrations. Each moves the accounts that somebody sends on their way, one by one; the one from the
 * first store to the next moves all others too, cohort after cohort, each of which waits for an approval.
 */
public final class JourneyPlans {
    /** The wave of accounts that somebody has sent on their way, one by one. */
    public static final WaveName REQUESTED = new WaveName("requested");
    /** The wave of all that is left when the cohorts have moved. */
    public static final WaveName REST = new WaveName("rest");

    private static final int ATTEMPTS_MAX = 10_000;
    private static final Duration MAX_PAUSE = Duration.ofMillis(250);

    private final List<StoreAddress> notes;
    private final StoreAddress accounts;

    /**
     * Plans over these stores.
     *
     * @param notes the note stores in the order of the journey, at least two
     * @param accounts the store in which cohorts are asked for
     */
    public JourneyPlans(List<StoreAddress> notes, StoreAddress accounts) {
        this.notes = List.copyOf(notes);
        this.accounts = accounts;
    }

    /** The note stores in the order of the journey. */
    public List<StoreName> stores() {
        return notes.stream().map(StoreAddress::name).toList();
    }

    /**
     * The plan from one store to another.
     *
     * @param attempt from 1: one that has ended begins again under another name
     */
    public Plan plan(StoreName source, StoreName target, int attempt) {
        boolean all = source.equals(stores().get(0)) && target.equals(stores().get(1));
        return new Plan(
                NotesKeyspace.KEYSPACE,
                name(source, target, attempt),
                Optional.empty(),
                Stream.concat(
                                notes.stream()
                                        .filter(store -> store.name().equals(source)
                                                || store.name().equals(target)),
                                Stream.of(accounts).filter(store -> all))
                        .toList(),
                source,
                target,
                all ? cohorts() : List.of(requested()),
                new Cutover(MAX_PAUSE, false),
                Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                new Accept(Set.of(), Set.of(), false));
    }

    /** The plan that was recorded under a name; absent when its stores are not among those that are known now. */
    public Optional<Plan> named(MigrationName name) {
        for (StoreName source : stores()) {
            for (StoreName target : stores()) {
                Optional<Integer> attempt = attempt(name, source, target);
                if (attempt.isPresent()) {
                    return Optional.of(plan(source, target, attempt.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> attempt(MigrationName name, StoreName source, StoreName target) {
        String first = name(source, target, 1).value();
        if (name.value().equals(first)) {
            return Optional.of(1);
        }
        return name.value().matches(Pattern.quote(first) + "-[0-9]{1,4}")
                ? Optional.of(Integer.valueOf(name.value().substring(first.length() + 1)))
                : Optional.empty();
    }

    private static MigrationName name(StoreName source, StoreName target, int attempt) {
        if (attempt >= ATTEMPTS_MAX) {
            throw new IllegalStateException("too many migrations from " + source + " to " + target);
        }
        return new MigrationName(source + "-to-" + target + (attempt == 1 ? "" : "-" + attempt));
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
        return new Wave(new WaveName(cohort.text()), new Selection.Query(accounts.name(), query), true);
    }
}
