package dev.godwit.server.plan;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A value that is being read. Each question either gives an answer or reports why there is none, and then the answer is
 * empty.
 *
 * @param path the keys that lead to it, as in {@code stores.legacy.url}
 * @param key the last of them
 * @param line where the key is
 */
record Value(String path, String key, int line, YamlNode node, Findings findings) {

    Optional<String> text() {
        if (node instanceof YamlNode.Scalar scalar && !scalar.empty()) {
            return Optional.of(scalar.text());
        }
        return wrongKind("a text");
    }

    /** A text that a constructor accepts, such as that of a name. */
    <T> Optional<T> text(Function<String, T> constructor) {
        return text().flatMap(text -> convert(text, constructor));
    }

    /** The key itself as a name. */
    <T> Optional<T> keyAs(Function<String, T> constructor) {
        return convert(key, constructor);
    }

    Optional<Boolean> flag() {
        return choice(Map.of("true", true, "false", false));
    }

    <T> Optional<T> choice(Map<String, T> choices) {
        String allowed = String.join(" or ", new TreeSet<>(choices.keySet()));
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.empty()) {
            return wrongKind(allowed);
        }
        Optional<T> chosen = Optional.ofNullable(choices.get(scalar.text()));
        return chosen.isPresent() ? chosen : invalid("'" + scalar.text() + "' is not " + allowed);
    }

    Optional<Integer> whole(int minimum, int maximum) {
        return text().flatMap(text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= minimum && number <= maximum) {
                    return Optional.of(number);
                }
            } catch (NumberFormatException e) {
                // Reported below, as a number out of range is.
            }
            return invalid("'" + text + "' is not a whole number from " + minimum + " to " + maximum);
        });
    }

    Optional<Duration> duration(Duration minimum, Duration maximum) {
        return text().flatMap(text -> {
            Optional<Duration> duration = Durations.parse(text);
            if (duration.isEmpty()) {
                return invalid("'" + text + "' is not a duration such as 250ms, 2s, 5m, 12h or 7d");
            }
            return duration.filter(found -> found.compareTo(minimum) >= 0 && found.compareTo(maximum) <= 0)
                    .or(() -> invalid("'" + text + "' is not from " + Durations.write(minimum) + " to "
                            + Durations.write(maximum)));
        });
    }

    Optional<Instant> instant() {
        return text().flatMap(text -> {
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeParseException e) {
                return invalid("'" + text + "' is not a time with a zone such as 2026-12-01T18:00:00Z");
            }
        });
    }

    Optional<Section> section() {
        if (node instanceof YamlNode.Mapping mapping) {
            return Optional.of(new Section(path, mapping, findings));
        }
        return wrongKind("a group of keys");
    }

    Optional<List<Value>> items() {
        if (!(node instanceof YamlNode.Sequence sequence)) {
            return wrongKind("a list");
        }
        List<Value> items = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            items.add(new Value(path + "[" + items.size() + "]", key, item.line(), item, findings));
        }
        return Optional.of(items);
    }

    void notSupported(String what) {
        findings.report(ErrorCode.PLAN_NOT_SUPPORTED, line, what);
    }

    <T> Optional<T> invalid(String why) {
        refuse(why);
        return Optional.empty();
    }

    /** The value is understood and can't be meant so. */
    void refuse(String why) {
        findings.report(ErrorCode.PLAN_INVALID_VALUE, line, path + ": " + why);
    }

    private <T> Optional<T> wrongKind(String wanted) {
        return invalid("expected " + wanted + ", found " + node.kind());
    }

    /** What a constructor makes of something; what it refuses is reported here. */
    <S, T> Optional<T> convert(S from, Function<S, T> constructor) {
        try {
            return Optional.of(constructor.apply(from));
        } catch (GodwitException e) {
            findings.report(e.code(), line, path + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}
