package dev.godwit.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code godwit version}: what runs here. */
@Command(name = "version", description = "Prints the version of Godwit, of Java and of the system.")
final class VersionVerb implements Callable<Integer> {
    private final Surroundings surroundings;

    VersionVerb(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings
                .console()
                .out()
                .println("godwit " + Version.text() + ", Java "
                        + Runtime.version().feature() + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch"));
        return ExitCode.OK.number();
    }
}
