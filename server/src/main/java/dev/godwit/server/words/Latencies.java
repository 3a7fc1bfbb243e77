package dev.godwit.server.words;

import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.ApplicationLatency.Part;
import dev.godwit.core.ApplicationLatency.Stretch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How the application's latency reads. */
public final class Latencies {
    private Latencies() {}

    /** {@code before: legacy 4 ms}, {@code during: legacy 4.2 ms, new 5 ms}: what is usual, in order. */
    public static List<String> usual(ApplicationLatency latency) {
        return Arrays.stream(Part.values())
                .map(part -> latency.parts().stream()
                        .filter(stretch -> stretch.part() == part)
                        .toList())
                .filter(stretches -> !stretches.isEmpty())
                .map(Latencies::usual)
                .toList();
    }

    private static String usual(List<Stretch> stretches) {
        return stretches.stream()
                .map(stretch -> stretch.store() + " " + Figures.millis(stretch.usualP99Millis()))
                .collect(Collectors.joining(", ", stretches.getFirst().part().inWords() + ": ", ""));
    }
}
