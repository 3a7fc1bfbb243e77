package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Problem;
import dev.godwit.core.Route;
import dev.godwit.core.Store;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that stands in the way of a migration, at once. It asks the stores and changes nothing. A store that can't
 * be asked is one problem, and hides none of the other's. Stateless and thread-safe.
 */
public final class Preflight {
    private Preflight() {}

    /**
     * Asks the stores for their facts and judges them.
     *
     * @param stores those of the plan
     * @param history what the control store knows; {@link History#NONE} when there is none
     * @return in a fixed order, from stores to columns; the migration may start when none {@linkplain Problem#stops stops}
     */
    public static List<Problem> check(Plan plan, Collection<Store> stores, History history) {
        return withProfile(plan, stores, history).problems();
    }

    /** As {@link #check(Plan, Collection, History)}, with what was looked at to find that out. */
    public static Findings examine(Plan plan, Collection<Store> stores, History history) {
        Findings found = withProfile(plan, stores, history);
        List<String> looked = new ArrayList<>();
        plan.rehearsal()
                .map(ignored -> "rehearsal: " + RehearsalCheck.inWords(plan, history.rehearsal()))
                .ifPresent(looked::add);
        looked.addAll(found.looked());
        boolean answers = found.problems().stream()
                .noneMatch(problem -> problem.stops() && problem.place().equals("store " + plan.source()));
        if (answers) {
            looked.addAll(UnroutedStatements.of(plan, named(stores, plan.source())));
        }
        return new Findings(found.problems(), looked);
    }

    /** Where units go several ways each way is looked at; what is wrong with a store that several share is said once. */
    private static Findings withProfile(Plan plan, Collection<Store> stores, History history) {
        if (plan.spread().isEmpty()) {
            return ofOneRoute(plan, stores, history);
        }
        Set<Problem> problems = new LinkedHashSet<>();
        Set<String> looked = new LinkedHashSet<>();
        for (Route route : plan.routes()) {
            Findings found = ofOneRoute(plan.along(route), stores, history);
            problems.addAll(found.problems());
            looked.addAll(found.looked());
        }
        // Rows that nobody explains don't keep anybody from counting, and the counts say more about them.
        if (problems.stream().noneMatch(problem -> problem.stops() && problem.code() != ErrorCode.TARGET_NOT_EMPTY)) {
            Findings census = SpreadCensus.of(plan, stores, facts(plan, stores), history);
            problems.addAll(census.problems());
            looked.addAll(census.looked());
        }
        return new Findings(List.copyOf(problems), List.copyOf(looked));
    }

    private static Map<StoreName, StoreFacts> facts(Plan plan, Collection<Store> stores) {
        return plan.movingStores().stream()
                .collect(Collectors.toMap(
                        name -> name, name -> named(stores, name).facts()));
    }

    private static Findings ofOneRoute(Plan plan, Collection<Store> stores, History history) {
        List<Problem> problems = new ArrayList<>();
        Map<StoreName, StoreFacts> facts = new HashMap<>();
        for (Store store : stores) {
            if (!moves(plan, store.name())) {
                continue;
            }
            try {
                facts.put(store.name(), store.facts());
            } catch (GodwitException e) {
                problems.add(unaskable("store " + store.name(), e));
            }
        }
        problems.addAll(check(plan, facts, history));
        Findings profile = profile(plan, stores, facts, problems);
        problems.addAll(profile.problems());
        problems.addAll(KeyRangesTrial.of(plan, stores, facts.keySet()));
        stores.stream()
                .filter(store -> store.name().equals(plan.source()) && facts.containsKey(store.name()))
                .flatMap(store -> new TransformTrial(new PreflightContext(plan, Map.copyOf(facts), history), store)
                        .problems().stream())
                .forEach(problems::add);
        for (Plan.Wave wave : plan.waves()) {
            if (wave.units() instanceof Selection.Query query
                    && (facts.containsKey(query.store()) || !moves(plan, query.store()))) {
                stores.stream()
                        .filter(store -> store.name().equals(query.store()))
                        .flatMap(store -> tryOut(query, store, wave).stream())
                        .forEach(problems::add);
            }
        }
        return new Findings(problems, profile.looked());
    }

    /** Whether rows move from there or to there; elsewhere only queries are asked. */
    private static boolean moves(Plan plan, StoreName store) {
        return store.equals(plan.source()) || store.equals(plan.target());
    }

    private static Findings profile(
            Plan plan, Collection<Store> stores, Map<StoreName, StoreFacts> facts, List<Problem> known) {
        StoreFacts from = facts.get(plan.source());
        StoreFacts to = facts.get(plan.target());
        return from == null || to == null
                ? new Findings(List.of(), List.of())
                : DataProfile.of(plan, from, to, named(stores, plan.source()), named(stores, plan.target()), known);
    }

    /** The store of that name, which is among them. */
    static Store named(Collection<Store> stores, StoreName name) {
        return stores.stream()
                .filter(store -> store.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Problem> tryOut(Selection.Query query, Store store, Plan.Wave wave) {
        try {
            store.units(query.query(), 1);
            return Optional.empty();
        } catch (GodwitException e) {
            String message = withoutPrefix("store " + store.name(), e);
            return Optional.of(
                    e.code() == ErrorCode.WAVE_QUERY
                            ? Problem.error(e.code(), "wave " + wave.name(), "in " + store.name() + ": " + message)
                            : Problem.error(e.code(), "store " + store.name(), message));
        }
    }

    /** A store's own error begins with its name, which is the place already. */
    private static Problem unaskable(String place, GodwitException failure) {
        return Problem.error(failure.code(), place, withoutPrefix(place, failure));
    }

    private static String withoutPrefix(String place, GodwitException failure) {
        String message = String.valueOf(failure.getMessage());
        String prefix = place + ": ";
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }

    /** Judges facts that are known already. Pure. */
    public static List<Problem> check(Plan plan, Map<StoreName, StoreFacts> facts, History history) {
        PreflightContext context = new PreflightContext(plan, Map.copyOf(facts), history);
        return Checks.ALL.stream()
                .flatMap(check -> check.examine(context).stream())
                .toList();
    }
}
