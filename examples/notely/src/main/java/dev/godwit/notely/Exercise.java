package dev.godwit.notely;

import java.nio.file.Path;

/** The source file that the reader of the tutorial edits. */
final class Exercise {
    /** Set by the launcher: the folder of the checkout. */
    private static final String HOME = "godwit.home";

    private Exercise() {}

    /** Where it is in a checkout. */
    static Path file() {
        return Path.of(System.getProperty(HOME, ""), "examples", "notely", "exercise", "Exercise.java");
    }
}
