package dev.godwit.jdbc.internal;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSON text as PostgreSQL's {@code jsonb} would write it: keys by length and then by bytes, the last of equal ones, a
 * space behind each colon and comma, numbers without exponents, texts with no escapes but the needed ones. Not thread-safe.
 */
final class JsonbText {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final int DEPTH_MAX = 500;
    /** Beyond this a short text would become an endless one. */
    private static final int EXPONENT_MAX = 10_000;

    private static final Comparator<String> BY_LENGTH_AND_BYTES = Comparator.comparing(
            key -> key.getBytes(StandardCharsets.UTF_8),
            Comparator.<byte[]>comparingInt(bytes -> bytes.length).thenComparing(Arrays::compareUnsigned));

    private final String text;
    private int next;

    JsonbText(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException when it is no JSON, or one that PostgreSQL refuses */
    String normalized() {
        StringBuilder out = new StringBuilder(text.length() + 16);
        value(out, 0);
        skipSpace();
        require(next == text.length());
        return out.toString();
    }

    private void value(StringBuilder out, int depth) {
        require(depth < DEPTH_MAX);
        skipSpace();
        require(next < text.length());
        switch (text.charAt(next)) {
            case '{' -> object(out, depth);
            case '[' -> array(out, depth);
            case '"' -> quote(out, string());
            case 't' -> word(out, "true");
            case 'f' -> word(out, "false");
            case 'n' -> word(out, "null");
            default -> number(out);
        }
    }

    private void object(StringBuilder out, int depth) {
        Map<String, String> members = new TreeMap<>(BY_LENGTH_AND_BYTES);
        next++;
        if (!take('}')) {
            do {
                skipSpace();
                String key = string();
                require(take(':'));
                StringBuilder value = new StringBuilder();
                value(value, depth + 1);
                members.put(key, value.toString());
            } while (take(','));
            require(take('}'));
        }
        out.append('{');
        String separator = "";
        for (Map.Entry<String, String> member : members.entrySet()) {
            out.append(separator);
            quote(out, member.getKey());
            out.append(": ").append(member.getValue());
            separator = ", ";
        }
        out.append('}');
    }

    private void array(StringBuilder out, int depth) {
        next++;
        out.append('[');
        if (!take(']')) {
            String separator = "";
            do {
                out.append(separator);
                value(out, depth + 1);
                separator = ", ";
            } while (take(','));
            require(take(']'));
        }
        out.append(']');
    }

    private String string() {
        require(next < text.length() && text.charAt(next) == '"');
        StringBuilder string = new StringBuilder();
        next++;
        while (true) {
            require(next < text.length());
            char c = text.charAt(next++);
            if (c == '"') {
                return string.toString();
            }
            require(c >= ' ');
            string.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        require(next < text.length());
        char c = text.charAt(next++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                require(next + 4 <= text.length());
                char unicode = (char) Integer.parseInt(text.substring(next, next + 4), 16);
                // PostgreSQL has no text with this character.
                require(unicode != 0);
                next += 4;
                yield unicode;
            }
            default -> throw refused();
        };
    }

    private static void quote(StringBuilder out, String string) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private void number(StringBuilder out) {
        Matcher number = NUMBER.matcher(text).region(next, text.length());
        require(number.lookingAt());
        next = number.end();
        BigDecimal value = new BigDecimal(number.group());
        require(Math.abs(value.scale()) <= EXPONENT_MAX);
        BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
        out.append(plain.toPlainString());
    }

    private void word(StringBuilder out, String word) {
        require(text.startsWith(word, next));
        next += word.length();
        out.append(word);
    }

    private boolean take(char wanted) {
        skipSpace();
        if (next < text.length() && text.charAt(next) == wanted) {
            next++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (next < text.length() && " \t\n\r".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
    }

    private void require(boolean condition) {
        if (!condition) {
            throw refused();
        }
    }

    private IllegalArgumentException refused() {
        return new IllegalArgumentException("not a JSON text at character " + next);
    }
}
