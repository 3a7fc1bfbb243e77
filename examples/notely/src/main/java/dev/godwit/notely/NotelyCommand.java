package dev.godwit.notely;

import dev.godwit.core.SystemTime;
import dev.godwit.notely.application.Logs;
import dev.godwit.notely.application.StartRefusedException;
import dev.godwit.notely.compare.CompareCommand;
import dev.godwit.notely.proxy.ProxyMain;
import dev.godwit.notely.proxy.ProxyOptions;
import dev.godwit.notely.story.ShowCommand;
import dev.godwit.notely.story.SoakCommand;
import dev.godwit.notely.terminal.TerminalTheme;
import dev.godwit.notely.terminal.TerminalUi;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of Notely. */
@Command(
        name = "notely",
        mixinStandardHelpOptions = true,
        versionProvider = NotelyVersion.class,
        sortOptions = false,
        subcommands = {ShowCommand.class, CompareCommand.class, SoakCommand.class},
        description = {
            "A note-taking service whose data moves while it is used, by Godwit or by hand.",
            "Serves its REST API on 127.0.0.1 until Ctrl-C, or until q in the terminal."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  notely --cli --gen                        watch it on the terminal, with simulated users",
            "  notely show                               the whole story without hands",
            "  notely --strategy exercise --cli --gen    the tutorial: edit, press d, look",
            "  notely --clean --data-dir /tmp/notely     begin anew in another folder"
        })
final class NotelyCommand implements Callable<Integer> {
    private static final int REFUSED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private NotelyOptions options = new NotelyOptions();

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Option(names = "--cli", description = "Shows pages on the terminal.")
    private boolean pages;

    @Option(
            names = "--theme",
            paramLabel = "NAME",
            defaultValue = "dark",
            description = "Of the pages: dark or light. Default: ${DEFAULT-VALUE}.")
    private TerminalTheme theme = TerminalTheme.DARK;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Of all that is left to chance. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private ProxyFlags proxy = new ProxyFlags();

    /** The command line on the process's own output. */
    static int execute(String... arguments) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        return commandLine(
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(arguments);
    }

    /** The command line, ready to be executed. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(new NotelyCommand());
        line.setOut(out);
        line.setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setAbbreviatedOptionsAllowed(false);
        line.setExpandAtFiles(false);
        line.setParameterExceptionHandler((failure, arguments) -> {
            PrintWriter errors = failure.getCommandLine().getErr();
            errors.println("notely: " + failure.getMessage());
            errors.println("See '" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
            return CommandLine.ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (!(failure instanceof StartRefusedException)) {
                throw failure;
            }
            command.getErr().println("notely: " + failure.getMessage());
            return REFUSED;
        });
        return line;
    }

    @Override
    public Integer call() throws StartRefusedException, InterruptedException {
        if (proxy.wanted()) {
            ProxyOptions asProxy = proxy.options(options.dataFolder());
            Logs.ofProxy("info");
            return ProxyMain.run(asProxy);
        }
        load.check();
        if (pages && !TerminalUi.possible()) {
            throw new ParameterException(
                    spec.commandLine(), "--cli needs a terminal, and there is none; leave it out to run without pages");
        }
        Service service = new Service(options, load, seed, spec.commandLine().getOut(), new SystemTime());
        return pages ? service.withPages(theme) : service.withoutPages();
    }
}
