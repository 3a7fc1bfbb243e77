package dev.godwit.bench.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a story has come to, as its command prints it.
 *
 * @param labelled the figures by their labels
 * @param texts what is wrong, in words
 * @param broken the promises that were not kept
 */
record FigureList(Map<String, Object> labelled, List<String> texts, List<String> broken) {
    /**
     * Prints them, and what is wrong to standard error.
     *
     * @return the exit code
     */
    int print(boolean json) {
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>(labelled);
            all.put("broken", broken);
            System.out.println(new JsonMapper().writeValueAsString(all));
        } else {
            System.out.println();
            labelled.forEach((label, value) -> System.out.println(
                    label + ": " + (value instanceof Long number ? "%,d".formatted(number) : value)));
        }
        texts.forEach(System.err::println);
        broken.forEach(promise -> System.err.println("broken: " + promise));
        return broken.isEmpty() ? 0 : 1;
    }
}
