package dev.godwit.core;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Several texts as one, so that different texts never give the same one: a composite key or unit. A single text is
 * itself; of several, each has {@code \} and {@code ,} escaped by {@code \}, and they are joined by {@code ,}.
 *
 * <p>In SQL the same is {@code replace(replace(value, '\', '\\'), ',', '\,')} for each, joined by {@code || ',' ||}.
 */
public final class TupleText {
    private TupleText() {}

    /** @param parts at least one */
    public static String join(List<String> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        return parts.stream()
                .map(part -> part.replace("\\", "\\\\").replace(",", "\\,"))
                .collect(Collectors.joining(","));
    }

    /**
     * The texts again.
     *
     * @param count how many there were, at least one
     * @throws IllegalArgumentException when the text is not made of so many
     */
    public static List<String> split(String text, int count) {
        if (count == 1) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                part.append(text.charAt(++i));
            } else if (c == ',') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        if (parts.size() != count) {
            throw new IllegalArgumentException("'" + text + "' has " + parts.size() + " parts, not " + count);
        }
        return List.copyOf(parts);
    }
}
