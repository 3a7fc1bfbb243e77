package dev.godwit.simulation;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A failure in a few lines. */
final class Failures {
    private static final int FRAMES = 12;

    private Failures() {}

    static String describe(Throwable failure) {
        return failure
                + Arrays.stream(failure.getStackTrace())
                        .limit(FRAMES)
                        .map(frame -> "\n    at " + frame)
                        .collect(Collectors.joining());
    }
}
