package dev.godwit.server.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a plan writes durations: a whole number and a unit, such as {@code 250ms} or {@code 7d}. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s?(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final List<String> LARGEST_FIRST = List.of("d", "h", "m", "s", "ms");

    private Durations() {}

    static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.ofNullable(UNITS.get(matcher.group(2)))
                        .map(unit -> unit.multipliedBy(Long.parseLong(matcher.group(1))))
                : Optional.empty();
    }

    /** The shortest form of a duration that {@link #parse} understands. */
    static String write(Duration duration) {
        for (String name : LARGEST_FIRST) {
            long unit = UNITS.getOrDefault(name, Duration.ofMillis(1)).toMillis();
            if (duration.toMillis() % unit == 0 && duration.toMillis() >= unit) {
                return duration.toMillis() / unit + name;
            }
        }
        return "0s";
    }
}
