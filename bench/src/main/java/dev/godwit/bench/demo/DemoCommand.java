package dev.godwit.bench.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code godwit demo}. */
@Command(
        name = "demo",
        description = {
            "Moves a live application's data from one PostgreSQL server to another, and proves that nothing went wrong.",
            "",
            "Two throw-away servers are started on loopback, so nothing has to be set up. Application processes read,"
                    + " write and delete notes all the time and check every answer, while all accounts move in three waves;"
                    + " the first wave is rolled back and moved again, one process is killed, another stopped for a while."
                    + " At the end checkers that know nothing of Godwit judge all answers and every row."
        },
        footer = {
            "",
            "Exit codes: 0 every promise was kept, 1 one was broken (it is named), 2 wrong usage.",
            "Next: look at 'godwit plan --help' to move something of your own."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class DemoCommand implements Callable<Integer> {
    private static final int ACCOUNTS_MIN = 20;
    private static final int ACCOUNTS_MAX = 99_999;
    private static final int NOTES_MAX = 50_000_000;

    @Option(
            names = "--accounts",
            defaultValue = "1000",
            description = "Accounts, each of which moves on its own (${DEFAULT-VALUE}).")
    private int accounts;

    @Option(
            names = "--notes",
            defaultValue = "200000",
            description = "Notes of all accounts together (${DEFAULT-VALUE}).")
    private int notes;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description =
                    "When all accounts have moved, the users go on until they have done 110,000 operations, but no"
                            + " longer than this (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--seed", defaultValue = "1", description = "Of the users' choices (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--keep", description = "Keep the folder with data and logs; its path is printed.")
    private boolean keep;

    @Option(names = "--json", description = "Print the figures as one JSON object; the story goes to standard error.")
    private boolean json;

    // Picocli puts the real one here.
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        DemoSettings settings = settings();
        PrintStream story = json ? System.err : System.out;
        Screen screen = new Screen(story, System.console() != null && !json);
        try {
            DemoFigures figures = new Demo(settings, screen).run();
            return new FigureList(
                            figures.labelled(),
                            Stream.concat(figures.users().texts().stream(), figures.checks().texts().stream())
                                    .toList(),
                            figures.broken(settings.full()))
                    .print(json);
        } catch (StoryBrokenException e) {
            screen.end();
            System.err.println("broken: " + e.getMessage());
            return 1;
        }
    }

    private DemoSettings settings() {
        require(accounts >= ACCOUNTS_MIN && accounts <= ACCOUNTS_MAX, "--accounts takes 20 to 99999");
        require(notes >= 2 * accounts && notes <= NOTES_MAX, "--notes takes 2 for each account to 50000000 in all");
        require(seconds >= 0, "--seconds can't be negative");
        return new DemoSettings(accounts, notes, seconds, keep, seed);
    }

    private void require(boolean right, String otherwise) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
