package dev.godwit.bench;

import dev.godwit.bench.demo.DemoCommand;
import dev.godwit.bench.demo.ShardsCommand;
import dev.godwit.bench.measure.BenchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of {@code godwit demo}, {@code godwit shards} and {@code godwit bench}. */
@Command(
        name = "godwit",
        description = "Godwit moves live data between databases without stopping the application.",
        subcommands = {DemoCommand.class, ShardsCommand.class, BenchCommand.class},
        mixinStandardHelpOptions = true)
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Newer JDKs have a console even where nobody sits; this one is only there on a terminal.
        System.setProperty("jdk.console", "java.base");
        System.setProperty("logback.configurationFile", "dev/godwit/bench/logback.xml");
        System.exit(commandLine().execute(arguments));
    }

    /** The command line with all that it understands; wrong usage is answered with the right one and ends with 2. */
    static CommandLine commandLine() {
        return new CommandLine(new Main()).setParameterExceptionHandler((failure, arguments) -> {
            CommandLine command = failure.getCommandLine();
            command.getErr().println("godwit: " + failure.getMessage());
            command.getErr().println();
            command.usage(command.getErr());
            return command.getCommandSpec().exitCodeOnInvalidInput();
        });
    }
}
