package dev.godwit.simulation.internal;

import dev.godwit.simulation.internal.Weather.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ways to make a scenario smaller, by the names of what is taken away. */
public final class Reductions {
    private static final String FAULT = "fault-";
    private static final String SCHEDULE = "schedule-";

    private Reductions() {}

    /**
     * The scenario without these parts, taken away one after the other.
     *
     * @throws IllegalArgumentException when a part is not there
     */
    public static Scenario apply(Scenario whole, List<String> names) {
        Scenario smaller = whole;
        for (String name : names) {
            String next = name.strip();
            if (!next.startsWith(SCHEDULE) && !of(smaller).contains(next)) {
                throw new IllegalArgumentException("this scenario has no '" + next + "'; it has " + of(smaller));
            }
            smaller = without(smaller, next);
        }
        return smaller;
    }

    /** What can be taken from the scenario. */
    public static List<String> of(Scenario scenario) {
        List<String> names = new ArrayList<>();
        Adversity adversity = scenario.adversity();
        adversity.ambush().ifPresent(kind -> names.add("ambush"));
        for (int fault = adversity.faults().size(); fault >= 1; fault--) {
            names.add(FAULT + fault);
        }
        adversity.kill().ifPresent(visit -> names.add("kill"));
        adversity.stall().ifPresent(visit -> names.add("stall"));
        addIf(adversity.weather().late() > 0, "late", names);
        addIf(adversity.weather().lost() > 0, "lost", names);
        addIf(adversity.weather().twice() > 0, "twice", names);
        addIf(adversity.weather().forsaken() > 0, "forsaken", names);
        addIf(adversity.weather().slow().isPresent(), "slow", names);
        addIf(scenario.course().rounds() > 0, "round", names);
        addIf(scenario.course().frenzied(), "frenzy", names);
        addIf(scenario.course().abandoned(), "abort", names);
        addIf(scenario.course().firstWave(), "wave", names);
        addIf(scenario.course().asked(), "request", names);
        addIf(scenario.cast().users().size() > 1, "application", names);
        addIf(scenario.cast().users().stream().anyMatch(users -> users > 1), "user", names);
        addIf(scenario.cast().servers() > 1, "server", names);
        addIf(scenario.cast().units() > 1, "unit", names);
        addIf(scenario.cast().keys() > 1, "key", names);
        return names;
    }

    /** The name of another order of events. */
    public static String schedule(long number) {
        return SCHEDULE + number;
    }

    private static void addIf(boolean there, String name, List<String> names) {
        if (there) {
            names.add(name);
        }
    }

    private static Scenario without(Scenario scenario, String name) {
        Adversity adversity = scenario.adversity();
        Course course = scenario.course();
        Cast cast = scenario.cast();
        if (name.startsWith(SCHEDULE)) {
            return scenario.withSchedule(Long.parseLong(name.substring(SCHEDULE.length())));
        }
        if (name.startsWith(FAULT)) {
            return scenario.with(adversity.withoutFault(Integer.parseInt(name.substring(FAULT.length())) - 1));
        }
        return switch (name) {
            case "ambush" -> scenario.with(adversity.withoutAmbush());
            case "kill" -> scenario.with(adversity.withoutKill());
            case "stall" -> scenario.with(adversity.withoutStall());
            case "late", "lost", "twice", "forsaken", "slow" ->
                scenario.with(adversity.with(without(adversity.weather(), name)));
            case "round" -> scenario.with(course.withRounds(course.rounds() - 1));
            case "frenzy" -> scenario.with(course.notFrenzied());
            case "abort" -> scenario.with(course.notAbandoned());
            case "wave" -> scenario.with(course.inOneWave());
            case "request" -> scenario.with(course.unasked());
            case "application" ->
                scenario.with(
                        cast.withUsers(cast.users().subList(0, cast.users().size() - 1)));
            case "user" ->
                scenario.with(
                        cast.withUsers(cast.users().stream().map(users -> 1).toList()));
            case "server" -> scenario.with(cast.withServers(cast.servers() - 1));
            case "unit" -> scenario.with(cast.withUnits(cast.units() - 1)).with(course.inOneWave());
            case "key" -> scenario.with(cast.withKeys(cast.keys() - 1));
            default -> throw new IllegalArgumentException("nothing is called '" + name + "'");
        };
    }

    private static Conditions without(Conditions old, String name) {
        return new Conditions(
                old.latency(),
                name.equals("late") ? 0 : old.late(),
                name.equals("lost") ? 0 : old.lost(),
                name.equals("twice") ? 0 : old.twice(),
                name.equals("forsaken") ? 0 : old.forsaken(),
                name.equals("slow") ? Optional.empty() : old.slow());
    }
}
