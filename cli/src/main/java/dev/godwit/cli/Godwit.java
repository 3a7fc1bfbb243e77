package dev.godwit.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code godwit} command with all its verbs. */
@Command(
        name = "godwit",
        description = "Moves live data between databases without stopping the application.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  godwit demo                     the whole story, nothing to set up",
            "  godwit check plan.yaml          every problem at once; changes nothing",
            "  godwit plan plan.yaml           the runbook; changes nothing",
            "  godwit run plan.yaml            do it; Ctrl-C pauses, again resumes",
            "  godwit serve                    a control plane that stays; its page shows everything",
            "  godwit start plan.yaml          send it a plan",
            "  godwit watch                    the same view from another terminal",
            "  godwit rollback --wave canary   back, with all that was written",
            "  godwit finalize                 the point of no return",
            "",
            "'demo', 'shards' and 'bench' come with the launcher.",
            "'godwit COMMAND --help' explains each of the others."
        })
final class Godwit implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Godwit() {}

    /** The command line, ready to {@link CommandLine#execute execute}. */
    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine line = new CommandLine(new Godwit());
        for (Object verb : verbs(surroundings)) {
            line.addSubcommand(verb);
        }
        configure(line, surroundings.console());
        return line;
    }

    /** What all command lines of Godwit have in common: help, exit codes, and how errors are told. */
    static void configure(CommandLine line, Console console) {
        line.getCommandSpec()
                .usageMessage()
                .exitCodeList(CommandLine.Model.UsageMessageSpec.keyValuesMap(ExitCode.list()));
        line.setOut(console.out());
        line.setErr(console.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setAbbreviatedOptionsAllowed(false);
        line.setExpandAtFiles(false);
        addHelpBelow(line);
        ErrorReport report = new ErrorReport(console);
        line.setParameterExceptionHandler(report::usage);
        line.setExecutionExceptionHandler(report::failure);
        line.setExitCodeExceptionMapper(failure -> ExitCode.BUG.number());
    }

    private static List<Object> verbs(Surroundings surroundings) {
        return List.of(
                new CheckVerb(surroundings),
                new PlanVerb(surroundings),
                new RehearseVerb(surroundings),
                new RunVerb(surroundings),
                new ServeVerb(surroundings),
                new StartVerb(surroundings),
                new TokenVerb(surroundings),
                new AuditVerb(surroundings),
                new DocumentVerb(surroundings),
                new StatusVerb(surroundings),
                new WatchVerb(surroundings),
                new PauseVerb(surroundings),
                new ResumeVerb(surroundings),
                new ApproveVerb(surroundings),
                new CutoverVerb(surroundings),
                new RollbackVerb(surroundings),
                new MoveVerb(surroundings),
                new AbortVerb(surroundings),
                new FinalizeVerb(surroundings),
                new VerifyVerb(surroundings),
                new ThrottleVerb(surroundings),
                new RepairVerb(surroundings),
                new DoctorVerb(surroundings),
                new RemoveVerb(surroundings),
                new VersionVerb(surroundings));
    }

    private static void addHelpBelow(CommandLine line) {
        line.getSubcommands().values().forEach(Godwit::addHelpBelow);
        addHelp(line);
    }

    private static void addHelp(CommandLine line) {
        line.getCommandSpec()
                .addOption(CommandLine.Model.OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Print this help.")
                        .build());
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }
}
