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

/** {@code godwit shards}. */
@Command(
        name = "shards",
        description = {
            "Spreads a live application's data over shards and back, and proves that nothing went wrong.",
            "",
            "Throw-away PostgreSQL servers are started on loopback, so nothing has to be set up. Application processes read,"
                    + " write and delete notes all the time and check every answer, while one store becomes four, a fifth"
                    + " gets its share, one account gets a store of its own, a store is emptied, and all of it becomes one"
                    + " store again. At the end checkers that know nothing of Godwit judge all answers and every row."
        },
        footer = {
            "",
            "Exit codes: 0 every promise was kept, 1 one was broken (it is named), 2 wrong usage.",
            "Next: docs/sharding.md shows the plans that do this with stores of your own."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ShardsCommand implements Callable<Integer> {
    private static final int ACCOUNTS_MIN = 40;
    private static final int ACCOUNTS_MAX = 9_999;
    private static final int NOTES_MAX = 5_000_000;

    @Option(
            names = "--accounts",
            defaultValue = "300",
            description = "Accounts, each of which moves on its own (${DEFAULT-VALUE}).")
    private int accounts;

    @Option(
            names = "--notes",
            defaultValue = "30000",
            description = "Notes of all accounts together (${DEFAULT-VALUE}).")
    private int notes;

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
        require(accounts >= ACCOUNTS_MIN && accounts <= ACCOUNTS_MAX, "--accounts takes 40 to 9999");
        require(notes >= 2 * accounts && notes <= NOTES_MAX, "--notes takes 2 for each account to 5000000 in all");
        PrintStream story = json ? System.err : System.out;
        Screen screen = new Screen(story, System.console() != null && !json);
        try {
            ShardsFigures figures = new Shards(new DemoSettings(accounts, notes, 0, keep, seed), screen).run();
            return new FigureList(
                            figures.labelled(),
                            Stream.concat(figures.users().texts().stream(), figures.texts().stream())
                                    .toList(),
                            figures.broken())
                    .print(json);
        } catch (StoryBrokenException e) {
            screen.end();
            System.err.println("broken: " + e.getMessage());
            return 1;
        }
    }

    private void require(boolean right, String otherwise) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
