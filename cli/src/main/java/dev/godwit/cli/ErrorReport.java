package dev.godwit.cli;

import dev.godwit.cli.internal.Json;
import dev.godwit.cli.internal.Problems;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.ProblemsException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong, in one line: the code, what happened, what to do. A stack trace only when it was asked for. */
final class ErrorReport {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorReport.class);

    private final Console console;

    ErrorReport(Console console) {
        this.console = console;
    }

    /** A command line that can't be understood. */
    int usage(ParameterException failure, String[] arguments) {
        List<String> suggestions = failure instanceof UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions().stream()
                        .map(suggestion -> suggestion.replaceFirst("^godwit ", ""))
                        .toList()
                : List.of();
        String help = failure.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        String meant = suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?";
        boolean json = List.of(arguments).contains(OutputOptions.JSON);
        print(ErrorCode.USAGE, sentence(String.valueOf(failure.getMessage())) + meant, "see '" + help + "'", json);
        return ExitCode.USAGE.number();
    }

    /** A command that failed. */
    int failure(Exception failure, CommandLine line, ParseResult wholeLine) {
        ParseResult parsed = line.getParseResult();
        boolean json = parsed.hasMatchedOption(OutputOptions.JSON);
        if (parsed.hasMatchedOption(OutputOptions.VERBOSE)) {
            failure.printStackTrace(console.err());
        }
        return switch (failure) {
            case ProblemsException problems -> report(problems, json);
            case GodwitException known -> report(known, json);
            default -> bug(failure, json);
        };
    }

    private int report(ProblemsException failure, boolean json) {
        if (json) {
            failure.problems().forEach(problem -> console.out().println(Json.line(problem)));
        } else {
            Problems.render(failure.problems(), console.look().get()).forEach(console.err()::println);
        }
        return ExitCode.USAGE.number();
    }

    private int report(GodwitException failure, boolean json) {
        LOG.debug("command failed", failure);
        print(
                failure.code(),
                String.valueOf(failure.getMessage()),
                failure.code().nextStep(),
                json);
        return ExitCode.of(failure).number();
    }

    private int bug(Exception failure, boolean json) {
        LOG.debug("command failed", failure);
        print(ErrorCode.INTERNAL, failure.toString(), ErrorCode.INTERNAL.nextStep(), json);
        return ExitCode.BUG.number();
    }

    private void print(ErrorCode code, String message, String next, boolean json) {
        if (json) {
            console.out()
                    .println(Json.line(Map.of("code", code, "message", message, "next", next, "page", code.page())));
        } else {
            String unpunctuated = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
            console.err().println(code + ": " + unpunctuated + ". Next: " + next + " (" + code.page() + ")");
        }
    }

    private static String sentence(String message) {
        String firstLine = message.lines().findFirst().orElse("").strip();
        return firstLine.isEmpty() ? firstLine : Character.toLowerCase(firstLine.charAt(0)) + firstLine.substring(1);
    }
}
