package dev.godwit.server.plan;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds what a plan refers to as a secret: {@code env:NAME} is an environment variable, {@code file:PATH} the first line
 * of a file, relative to the plan. Anything else is a secret in clear; no message ever repeats it.
 */
final class Secrets {
    private static final long FILE_BYTES_MAX = 64 * 1024;

    private final Path folder;
    private final Function<String, Optional<String>> environment;

    Secrets(Path folder, Function<String, Optional<String>> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    Optional<Secret> find(Value value) {
        Optional<String> reference = value.text();
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> secret;
        if (reference.get().startsWith("env:")) {
            secret = fromEnvironment(value, reference.get().substring("env:".length()));
        } else if (reference.get().startsWith("file:")) {
            secret = fromFile(value, reference.get().substring("file:".length()));
        } else {
            value.findings()
                    .report(
                            ErrorCode.PLAN_SECRET_IN_CLEAR,
                            value.line(),
                            value.path() + " is written in clear; everyone who reads the plan reads it too");
            return Optional.empty();
        }
        return secret.map(found -> new Secret(found, reference.get()));
    }

    private Optional<String> fromEnvironment(Value value, String name) {
        Optional<String> found = environment.apply(name).filter(text -> !text.isEmpty());
        return found.isPresent()
                ? found
                : missing(value, "the environment variable '" + name + "' is not set or empty");
    }

    private Optional<String> fromFile(Value value, String name) {
        try {
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file)) {
                return missing(value, "the file '" + name + "' does not exist beside the plan or is no file");
            }
            if (Files.size(file) > FILE_BYTES_MAX) {
                return missing(value, "the file '" + name + "' is too large for a secret");
            }
            Optional<String> line = Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .filter(text -> !text.isEmpty());
            return line.isPresent() ? line : missing(value, "the first line of the file '" + name + "' is empty");
        } catch (IOException | InvalidPathException e) {
            return missing(value, "the file '" + name + "' can't be read");
        }
    }

    private static Optional<String> missing(Value value, String why) {
        value.findings().report(ErrorCode.PLAN_SECRET_NOT_FOUND, value.line(), value.path() + ": " + why);
        return Optional.empty();
    }
}
