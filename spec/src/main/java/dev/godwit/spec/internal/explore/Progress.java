package dev.godwit.spec.internal.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The ways between states, kept so that afterwards one can ask from where a settled state can be reached. */
final class Progress {
    private static final int CHUNK = 1 << 18;

    private final List<int[]> edges = new ArrayList<>();
    private final BitSet good = new BitSet();
    private long size;

    void settled(int state) {
        good.set(state);
    }

    void edge(int from, int to) {
        if (from != to) {
            if (size % CHUNK == 0) {
                edges.add(new int[CHUNK]);
            }
            int[] chunk = edges.get((int) (size / CHUNK));
            chunk[(int) (size % CHUNK)] = from;
            chunk[(int) (size % CHUNK) + 1] = to;
            size += 2;
        }
    }

    /** The first state from which no settled one can be reached; -1 when there is none. */
    int firstDeadEnd(int states) {
        boolean more = true;
        while (more) {
            more = false;
            for (long at = size - 2; at >= 0; at -= 2) {
                int[] chunk = edges.get((int) (at / CHUNK));
                int from = chunk[(int) (at % CHUNK)];
                if (!good.get(from) && good.get(chunk[(int) (at % CHUNK) + 1])) {
                    good.set(from);
                    more = true;
                }
            }
        }
        int dead = good.nextClearBit(0);
        return dead < states ? dead : -1;
    }
}
