package dev.godwit.cli;

import dev.godwit.core.SystemTime;
import dev.godwit.core.Workflow;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command line for a workflow of your own: {@code run plan status pause resume approve undo}, each with {@code --json}
 * and {@code --help}, with the exit codes of {@code godwit}. What is decided is in a control store, by default the SQLite
 * file {@code .godwit/workflows.db} of the folder; the commands may be given in another process than the one that runs.
 *
 * <pre>{@code
 * public static void main(String[] arguments) {
 *     System.exit(WorkflowMain.execute(new MyMigration().workflow(), arguments));
 * }
 * }</pre>
 */
@Command(name = "workflow", synopsisSubcommandLabel = "COMMAND", exitCodeListHeading = "%nExit codes:%n")
public final class WorkflowMain implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private WorkflowMain() {}

    /**
     * Carries out a command.
     *
     * @return the exit code
     */
    public static int execute(Workflow workflow, String... arguments) {
        Logs.configure();
        OwnSurroundings surroundings = new OwnSurroundings(
                workflow,
                SystemConsole.open(),
                new SystemInterruptions(),
                new SystemTime(),
                System.getProperty("user.name", "unknown"));
        return commandLine(surroundings).execute(arguments);
    }

    static CommandLine commandLine(OwnSurroundings surroundings) {
        CommandLine line = new CommandLine(new WorkflowMain());
        line.setCommandName(surroundings.workflow().name());
        line.getCommandSpec()
                .usageMessage()
                .description("Runs the workflow " + surroundings.workflow().name() + ".");
        List.of(
                        new OwnRunVerb(surroundings),
                        new OwnPlanVerb(surroundings),
                        new OwnStatusVerb(surroundings),
                        OwnSteeringVerb.pause(surroundings),
                        OwnSteeringVerb.resume(surroundings),
                        OwnSteeringVerb.approve(surroundings),
                        OwnSteeringVerb.undo(surroundings))
                .forEach(line::addSubcommand);
        Godwit.configure(line, surroundings.console());
        return line;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }
}
