package dev.godwit.simulation;

import dev.godwit.simulation.Simulation.Result;
import dev.godwit.simulation.internal.Coverage;
import dev.godwit.simulation.internal.mutation.Mutations;
import java.util.Optional;

/** Looks for each mutation a seed that notices it. */
final class MutationHunt {
    private final long firstSeed;
    private final long most;

    /**
     * A hunt.
     *
     * @param most how many seeds are tried for each
     */
    MutationHunt(long firstSeed, long most) {
        this.firstSeed = firstSeed;
        this.most = most;
    }

    /** What was found. */
    record Catch(String mutation, long seed, long tried, String invariant, String details) {}

    /** Prints the table; whether every mutation was noticed. */
    boolean all() {
        System.out.printf("%-14s %8s %6s  %-24s %s%n", "mutation", "seed", "tried", "invariant", "");
        boolean noticed = true;
        for (String name : Mutations.ALL.keySet()) {
            Optional<Catch> found = hunt(name);
            System.out.println(found.map(MutationHunt::line)
                    .orElseGet(() -> "%-14s was not noticed by %d seeds".formatted(name, most)));
            noticed &= found.isPresent();
        }
        return noticed;
    }

    Optional<Catch> hunt(String name) {
        for (long seed = firstSeed; seed < firstSeed + most; seed++) {
            Result result = Simulation.run(seed, Mutations.named(name), new Coverage(), 0);
            if (result.violation().isPresent()) {
                return Optional.of(new Catch(
                        name,
                        seed,
                        seed - firstSeed + 1,
                        result.invariant().orElseThrow(),
                        result.violation().get()));
            }
        }
        return Optional.empty();
    }

    private static String line(Catch found) {
        String details = found.details().lines().findFirst().orElse("");
        return "%-14s %8d %6d  %-24s %s"
                .formatted(
                        found.mutation(),
                        found.seed(),
                        found.tried(),
                        found.invariant(),
                        details.substring(0, Math.min(120, details.length())));
    }
}
