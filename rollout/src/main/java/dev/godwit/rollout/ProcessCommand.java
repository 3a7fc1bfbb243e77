package dev.godwit.rollout;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is started as a child process.
 *
 * @param command the program and its arguments
 * @param environment variables in addition to those of this process
 * @param directory the working directory
 */
public record ProcessCommand(List<String> command, Map<String, String> environment, Path directory) {
    public ProcessCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A command with nothing in addition. */
    public static ProcessCommand of(Path directory, String... command) {
        return new ProcessCommand(List.of(command), Map.of(), directory);
    }
}
