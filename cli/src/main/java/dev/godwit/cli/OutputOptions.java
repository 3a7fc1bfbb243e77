package dev.godwit.cli;

import dev.godwit.cli.internal.JsonLines;
import dev.godwit.cli.internal.LivePage;
import dev.godwit.cli.internal.PlainLines;
import dev.godwit.cli.internal.ProgressDisplay;
import picocli.CommandLine.Option;

/** What each command lets choose of its output. */
final class OutputOptions {
    static final String JSON = "--json";
    static final String VERBOSE = "--verbose";

    @Option(names = JSON, description = "Print JSON, one record per line.")
    private boolean json;

    @Option(names = VERBOSE, description = "Print the stack trace of an error.")
    private boolean verbose;

    boolean json() {
        return json;
    }

    boolean verbose() {
        return verbose;
    }

    /** How a command that lasts shows its progress. */
    ProgressDisplay progress(Console console) {
        if (json) {
            return new JsonLines(console.out(), console.err());
        }
        return console.interactive()
                ? new LivePage(console.out(), console.look(), console.height())
                : new PlainLines(console.out());
    }
}
