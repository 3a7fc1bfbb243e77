package dev.godwit.spec;

import dev.godwit.core.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Visits every state that can be reached, breadth first, until an invariant is broken. Not thread-safe. */
public final class Exploration {
    private final Steps steps;
    private final Map<Packed, Origin> seen = new HashMap<>();

    /** How a state was reached first. */
    private record Origin(Optional<Packed> before, String action) {}

    /**
     * What was found.
     *
     * @param states how many were visited
     * @param violation the invariant that was broken, if one was
     * @param path the shortest way to it
     */
    public record Outcome(int states, Optional<String> violation, List<String> path) {}

    private Exploration(Size size, Set<Rule> broken) {
        this.steps = new Steps(size, broken);
    }

    /**
     * Explores.
     *
     * @param broken rules that are taken away
     */
    public static Outcome of(Size size, Set<Rule> broken) {
        return new Exploration(size, broken).explore();
    }

    private Outcome explore() {
        Deque<Packed> queue = new ArrayDeque<>();
        Packed start = Packed.of(State.START);
        seen.put(start, new Origin(Optional.empty(), ""));
        queue.add(start);
        while (!queue.isEmpty()) {
            Packed packed = queue.remove();
            for (Step step : steps.of(packed.unpacked())) {
                State next = step.next();
                if (next == null) {
                    return new Outcome(seen.size(), Optional.of(step.action()), path(packed, step.action()));
                }
                Packed reached = Packed.of(next);
                if (seen.putIfAbsent(reached, new Origin(Optional.of(packed), step.action())) == null) {
                    Optional<String> wrong = wrong(next);
                    if (wrong.isPresent()) {
                        return new Outcome(seen.size(), wrong, path(reached, "!"));
                    }
                    queue.add(reached);
                }
            }
        }
        return new Outcome(seen.size(), Optional.empty(), List.of());
    }

    private static Optional<String> wrong(State state) {
        if (state.fence().first().takesWrites() && state.fence().second().takesWrites()) {
            return Optional.of("two homes");
        }
        for (int store = 0; store < 2; store++) {
            if (state.fence().get(store).takesWrites() && state.value().get(store) != state.latest()) {
                return Optional.of("home lost a write");
            }
        }
        boolean bothMirrors = state.fence().first().role() == Role.MIRROR
                && state.fence().second().role() == Role.MIRROR;
        return bothMirrors && !state.value().first().equals(state.value().second())
                ? Optional.of("both mirrors and not equal")
                : Optional.empty();
    }

    private List<String> path(Packed end, String last) {
        List<String> path = new ArrayList<>(List.of(last));
        Optional<Packed> at = Optional.of(end);
        while (at.isPresent()) {
            Origin origin = Optional.ofNullable(seen.get(at.get())).orElseThrow();
            if (origin.before().isPresent()) {
                path.add(origin.action());
            }
            at = origin.before();
        }
        Collections.reverse(path);
        return path;
    }
}
