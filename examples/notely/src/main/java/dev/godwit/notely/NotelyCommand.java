package dev.godwit.notely;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of Notely. */
@Command(
        name = "notely",
        mixinStandardHelpOptions = true,
        description = "A note-taking service that migrates while it runs.")
final class NotelyCommand implements Runnable {
    /** Runs a command line and gives its exit code. */
    static int execute(String... arguments) {
        return new CommandLine(new NotelyCommand()).execute(arguments);
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
