package dev.godwit.notely.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * What a key does, for the last line of the screen.
 *
 * @param keys such as {@code j k}
 * @param does such as {@code scroll}
 */
record KeyHint(String keys, String does) {
    /** Where there is room for the keys' other names. */
    private static final int WIDE = 120;

    private static final List<KeyHint> COMMON =
            List.of(new KeyHint("h l", "page"), new KeyHint("j k", "scroll"), new KeyHint("b f", "screen"));
    private static final List<KeyHint> COMMON_WIDE = List.of(
            new KeyHint("h l \u2190 \u2192", "page"),
            new KeyHint("j k \u2193 \u2191", "scroll"),
            new KeyHint("b f pgup pgdn", "screenful"),
            new KeyHint("home end", "ends"));

    /** The last line of the screen. */
    static List<Cell> line(List<KeyHint> own, int width) {
        List<KeyHint> all = new ArrayList<>(own);
        all.addAll(width < WIDE ? COMMON : COMMON_WIDE);
        all.add(new KeyHint(width < WIDE ? "q" : "q esc ctrl+c", "quit"));
        List<Cell> cells = new ArrayList<>();
        int used = 0;
        for (KeyHint hint : all) {
            cells.add(new Cell(" " + hint.keys(), Tone.FRAME_BOLD));
            cells.add(new Cell(" " + hint.does() + " ", Tone.FRAME));
            used += hint.keys().length() + hint.does().length() + 3;
        }
        cells.add(new Cell(" ".repeat(Math.max(0, width - used)), Tone.FRAME));
        return cells;
    }
}
