package dev.godwit.cli.internal;

/**
 * What the terminal can show.
 *
 * @param width columns
 * @param colour whether colours are understood and wanted
 * @param unicode whether more than ASCII can be shown
 */
public record Look(int width, boolean colour, boolean unicode) {
    /** As narrow as a page may get. */
    private static final int WIDTH_MIN = 40;

    private static final int WIDTH_MAX = 200;

    public Look {
        width = Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, width));
    }

    /** Neither colours nor other characters than ASCII. */
    public static Look plain(int width) {
        return new Look(width, false, false);
    }

    String paint(Paint paint, String text) {
        return colour ? paint.code() + text + Paint.RESET : text;
    }

    /** A text without line breaks and control sequences: units and database messages can contain anything. */
    static String clean(String text) {
        return text.codePoints()
                .map(character -> Character.isISOControl(character) ? ' ' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Cuts a text so that it fits into so many columns. */
    String cut(String dirty, int columns) {
        String text = clean(dirty);
        if (text.length() <= columns) {
            return text;
        }
        String ending = unicode ? "\u2026" : "...";
        return text.substring(0, Math.max(0, columns - ending.length())) + ending;
    }

    /** A bar that is filled to a share from 0 to 1. */
    String bar(double share, int columns) {
        int filled = (int) Math.floor(share * columns);
        String full = unicode ? "\u2588" : "#";
        String empty = unicode ? "\u2591" : ".";
        return full.repeat(filled) + empty.repeat(columns - filled);
    }

    String separator() {
        return unicode ? " \u00b7 " : ", ";
    }

    String arrow() {
        return unicode ? " \u2192 " : " -> ";
    }
}
