package dev.godwit.notely.terminal;

/** A text in a table or on a line, and what it means. */
record Cell(String text, Tone tone) {
    static Cell of(String text) {
        return new Cell(text, Tone.NORMAL);
    }

    static Cell faint(String text) {
        return new Cell(text, Tone.FAINT);
    }

    /** {@code 1,234}. */
    static Cell count(long number) {
        return of(Figures.count(number));
    }

    /** A figure whose unit is in the column's title. */
    static Cell bare(double number) {
        return of(Figures.bare(number));
    }
}
