package dev.godwit.engine.internal.unit;

import java.util.Arrays;

/**
 * Finds one text in others. It looks at the last character first and skips as far as that one allows, so that a long text
 * is searched in fewer steps than it has characters: R. N. Horspool, "Practical fast searching in strings", Software:
 * Practice and Experience 10, 1980. Immutable.
 */
final class TextSearch {
    private static final int SHIFTS = 256;

    private final String part;
    private final int[] shifts = new int[SHIFTS];

    /** @param part what is looked for, at least one character */
    TextSearch(String part) {
        this.part = part;
        Arrays.fill(shifts, part.length());
        for (int i = 0; i < part.length() - 1; i++) {
            // Of characters that share a place the later one counts: its shift is the shorter one.
            shifts[part.charAt(i) % SHIFTS] = part.length() - 1 - i;
        }
    }

    /** Where it begins for the first time at or after a place; negative when it does not. */
    int find(String text, int from) {
        int last = part.length() - 1;
        int end = from + last;
        while (end < text.length()) {
            char seen = text.charAt(end);
            if (seen == part.charAt(last) && text.startsWith(part, end - last)) {
                return end - last;
            }
            end += shifts[seen % SHIFTS];
        }
        return -1;
    }
}
