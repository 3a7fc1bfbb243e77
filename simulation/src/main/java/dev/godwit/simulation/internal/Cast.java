package dev.godwit.simulation.internal;

import java.util.List;
import java.util.Random;

/**
 * Who takes part.
 *
 * @param units 1 to 3
 * @param keys of each unit, 1 to 6
 * @param servers that start at once, 1 or 2
 * @param users of each application process
 */
record Cast(int units, int keys, int servers, List<Integer> users) {
    static Cast of(Random random) {
        return new Cast(
                1 + random.nextInt(3),
                2 + random.nextInt(5),
                1 + random.nextInt(2),
                random.ints(1L + random.nextInt(3), 1, 3).boxed().toList());
    }

    Cast withUnits(int fewer) {
        return new Cast(fewer, keys, servers, users);
    }

    Cast withKeys(int fewer) {
        return new Cast(units, fewer, servers, users);
    }

    Cast withServers(int fewer) {
        return new Cast(units, keys, fewer, users);
    }

    Cast withUsers(List<Integer> fewer) {
        return new Cast(units, keys, servers, List.copyOf(fewer));
    }
}
