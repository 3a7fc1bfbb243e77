package dev.godwit.engine.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words and signs of an SQL statement, without comments and texts. Names that are not quoted are in lower case. Not a
 * parser: it knows where names are and nothing of what they mean.
 */
final class SqlTokens {
    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private SqlTokens(String sql) {
        this.sql = sql;
    }

    /**
     * A word, a sign or a quoted name.
     *
     * @param quoted then it is a name, whatever it says
     */
    record Token(String text, boolean quoted) {
        boolean is(String word) {
            return !quoted && text.equals(word);
        }
    }

    static List<Token> of(String sql) {
        SqlTokens reader = new SqlTokens(sql);
        while (reader.at < sql.length()) {
            reader.next();
        }
        return List.copyOf(reader.tokens);
    }

    private void next() {
        char first = sql.charAt(at);
        if (sql.startsWith("--", at)) {
            at = after("\n", at);
        } else if (sql.startsWith("/*", at)) {
            skipComment();
        } else if (first == '\'') {
            skipText(at > 0 && Character.toLowerCase(sql.charAt(at - 1)) == 'e');
        } else if (first == '"') {
            quoted();
        } else if (first == '$' && !startsDollarQuote()) {
            at++;
        } else if (first == '$') {
            skipDollarQuote();
        } else if (Character.isLetter(first) || first == '_') {
            word();
        } else {
            if (!Character.isWhitespace(first) && !Character.isDigit(first)) {
                tokens.add(new Token(String.valueOf(first), false));
            }
            at++;
        }
    }

    /** They may be nested. */
    private void skipComment() {
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
    }

    private void skipText(boolean escapes) {
        at++;
        while (at < sql.length()) {
            char here = sql.charAt(at++);
            if (here == '\\' && escapes) {
                at++;
            } else if (here == '\'') {
                return;
            }
        }
    }

    private void quoted() {
        StringBuilder name = new StringBuilder();
        at++;
        while (at < sql.length()) {
            char here = sql.charAt(at++);
            if (here != '"') {
                name.append(here);
            } else if (at < sql.length() && sql.charAt(at) == '"') {
                name.append('"');
                at++;
            } else {
                break;
            }
        }
        tokens.add(new Token(name.toString(), true));
    }

    /** {@code $1} is a parameter. */
    private boolean startsDollarQuote() {
        int end = sql.indexOf('$', at + 1);
        return end > at
                && (at + 1 == end || !Character.isDigit(sql.charAt(at + 1)))
                && sql.substring(at + 1, end).chars().allMatch(Character::isJavaIdentifierPart);
    }

    private void skipDollarQuote() {
        String tag = sql.substring(at, sql.indexOf('$', at + 1) + 1);
        at = after(tag, at + tag.length());
    }

    private void word() {
        int start = at;
        while (at < sql.length() && (Character.isLetterOrDigit(sql.charAt(at)) || "_$".indexOf(sql.charAt(at)) >= 0)) {
            at++;
        }
        tokens.add(new Token(sql.substring(start, at).toLowerCase(Locale.ROOT), false));
    }

    private int after(String sign, int from) {
        int found = sql.indexOf(sign, from);
        return found < 0 ? sql.length() : found + sign.length();
    }
}
