package dev.godwit.jdbc.internal.sqlite;

/** Finds the condition in the text of a {@code CREATE INDEX}, for the catalog does not tell it. */
final class PartialIndex {
    private static final String WHERE = "where";

    private PartialIndex() {}

    /** What stands behind WHERE, which follows the list of columns. */
    static String predicate(String createIndex) {
        int depth = 0;
        boolean columnsSeen = false;
        for (int i = 0; i < createIndex.length(); i++) {
            char c = createIndex.charAt(i);
            if (c == '"' || c == '\'' || c == '`' || c == '[') {
                i = endOfQuote(createIndex, i, c == '[' ? ']' : c);
            } else if (createIndex.startsWith("--", i)) {
                i = end(createIndex.indexOf('\n', i), createIndex);
            } else if (createIndex.startsWith("/*", i)) {
                i = end(createIndex.indexOf("*/", i), createIndex) + 1;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
                columnsSeen = true;
            } else if (columnsSeen && depth == 0 && createIndex.regionMatches(true, i, WHERE, 0, WHERE.length())) {
                return createIndex.substring(i + WHERE.length()).strip();
            }
        }
        return "";
    }

    private static int endOfQuote(String text, int start, char quote) {
        int end = text.indexOf(quote, start + 1);
        while (end >= 0 && end + 1 < text.length() && text.charAt(end + 1) == quote && quote != ']') {
            end = text.indexOf(quote, end + 2);
        }
        return end(end, text);
    }

    private static int end(int found, String text) {
        return found < 0 ? text.length() : found;
    }
}
