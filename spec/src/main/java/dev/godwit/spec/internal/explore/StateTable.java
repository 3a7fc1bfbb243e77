package dev.godwit.spec.internal.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The states that were seen, numbered in the order of their discovery, each with the number of the state that it was
 * first reached from. Exact: whole states are compared, not fingerprints. About 30 bytes for a state of two words. Not
 * thread-safe.
 */
final class StateTable {
    private static final int CHUNK = 1 << 16;

    private final int words;
    private final List<long[]> states = new ArrayList<>();
    private final List<int[]> parents = new ArrayList<>();
    private int[] slots = new int[1 << 16];
    private int size;

    StateTable(int words) {
        this.words = words;
        Arrays.fill(slots, -1);
    }

    int size() {
        return size;
    }

    void get(int number, long[] into) {
        System.arraycopy(states.get(number / CHUNK), number % CHUNK * words, into, 0, words);
    }

    int parent(int number) {
        return parents.get(number / CHUNK)[number % CHUNK];
    }

    /** The number of the state; a new one is as large as the size was before. */
    int add(long[] state, int parent) {
        int slot = (int) (hash(state) & slots.length - 1);
        while (slots[slot] >= 0) {
            if (same(slots[slot], state)) {
                return slots[slot];
            }
            slot = slot + 1 & slots.length - 1;
        }
        if (size % CHUNK == 0) {
            states.add(new long[CHUNK * words]);
            parents.add(new int[CHUNK]);
        }
        System.arraycopy(state, 0, states.get(size / CHUNK), size % CHUNK * words, words);
        parents.get(size / CHUNK)[size % CHUNK] = parent;
        slots[slot] = size++;
        if (size > slots.length / 5 * 3) {
            grow();
        }
        return size - 1;
    }

    private boolean same(int number, long[] state) {
        long[] chunk = states.get(number / CHUNK);
        int from = number % CHUNK * words;
        for (int word = 0; word < words; word++) {
            if (chunk[from + word] != state[word]) {
                return false;
            }
        }
        return true;
    }

    private void grow() {
        slots = new int[slots.length * 2];
        Arrays.fill(slots, -1);
        long[] state = new long[words];
        for (int number = 0; number < size; number++) {
            get(number, state);
            int slot = (int) (hash(state) & slots.length - 1);
            while (slots[slot] >= 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = number;
        }
    }

    private static long hash(long[] state) {
        long hash = 0;
        for (long word : state) {
            hash = (hash ^ word) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        hash *= 0xBF58476D1CE4E5B9L;
        return hash ^ hash >>> 32;
    }
}
