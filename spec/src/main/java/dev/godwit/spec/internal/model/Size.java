package dev.godwit.spec.internal.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How much of a model is explored: a few named numbers. */
public record Size(Map<String, Integer> numbers) {
    public Size {
        numbers = new LinkedHashMap<>(numbers);
    }

    /** From text like {@code writes=2,attempts=1}. */
    public static Size of(String text) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            String[] sides = part.split("=", -1);
            if (sides.length != 2 || !sides[1].trim().matches("\\d{1,2}")) {
                throw new IllegalArgumentException("a size is written like writes=2,attempts=1, not like " + text);
            }
            numbers.put(sides[0].trim(), Integer.valueOf(sides[1].trim()));
        }
        return new Size(numbers);
    }

    /** With some numbers replaced. */
    public Size with(Size other) {
        Map<String, Integer> all = new LinkedHashMap<>(numbers);
        for (Map.Entry<String, Integer> entry : other.numbers.entrySet()) {
            if (all.replace(entry.getKey(), entry.getValue()) == null) {
                throw new IllegalArgumentException(
                        "the model has no '" + entry.getKey() + "'; it has " + String.join(", ", numbers.keySet()));
            }
        }
        return new Size(all);
    }

    /** The number of that name, as far as the states of the model have room for it. */
    int get(String name, int most) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("the model needs '" + name + "'");
        }
        if (number > most) {
            throw new IllegalArgumentException(name + " can be " + most + " at most");
        }
        return number;
    }

    @Override
    public String toString() {
        return numbers.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
