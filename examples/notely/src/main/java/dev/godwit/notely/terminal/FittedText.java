package dev.godwit.notely.terminal;

import com.googlecode.lanterna.TerminalTextUtils;

/** Texts of others, made fit for a place on the screen. Widths are columns: some characters take two. */
final class FittedText {
    static final String ELLIPSIS = "\u2026";
    private static final char REPLACEMENT = '\ufffd';

    private FittedText() {}

    static int width(String text) {
        return TerminalTextUtils.getColumnWidth(text);
    }

    /** The text without what would move the cursor or change the direction of writing; a tab is a space. */
    static String clean(String text) {
        if (text.chars().allMatch(character -> character >= ' ' && character <= '~')) {
            return text;
        }
        return text.codePoints()
                .map(FittedText::printable)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The text, or its beginning and an ellipsis when it is wider than there is room. */
    static String cut(String text, int columns) {
        String clean = clean(text);
        if (width(clean) <= columns) {
            return clean;
        }
        return columns <= 0 ? "" : TerminalTextUtils.fitString(clean, columns - 1) + ELLIPSIS;
    }

    /** The text in so many columns, at their left end or at their right one. */
    static String padded(String text, int columns, boolean toTheRight) {
        String cut = cut(text, columns);
        String space = " ".repeat(Math.max(0, columns - width(cut)));
        return toTheRight ? space + cut : cut + space;
    }

    private static int printable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                Character.isWhitespace(character) ? ' ' : REPLACEMENT;
            case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> REPLACEMENT;
            default -> character;
        };
    }
}
