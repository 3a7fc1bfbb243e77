package dev.godwit.server.plan;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds secrets by reference: {@code env:NAME} is an environment variable, {@code file:PATH} the first line of a file.
 * Anything else is a secret in clear; no message ever repeats it. Thread-safe.
 */
public final class Secrets {
    private static final long FILE_BYTES_MAX = 64 * 1024;

    private static final String OF_SERVER = "GODWIT_";

    private final Path folder;
    private final Function<String, Optional<String>> environment;
    /** Above which no file is read, and which keeps the server's own variables out of reach. */
    private final Optional<Path> confines;

    private Secrets(Path folder, Function<String, Optional<String>> environment, Optional<Path> confines) {
        this.folder = folder;
        this.environment = environment;
        this.confines = confines;
    }

    Secrets(Path folder, Function<String, Optional<String>> environment) {
        this(folder, environment, Optional.empty());
    }

    /** Those of this process: its environment, and files relative to a folder. */
    public static Secrets in(Path folder) {
        return new Secrets(folder, Secrets::ofEnvironment);
    }

    /**
     * Those that a plan may use which came over the network: whoever sends one could otherwise have the server send any
     * file that it can read, as a password, to a database of their choice. Files are those in {@code secrets} in the
     * server's folder, and the variables that are the server's own are out of reach.
     */
    public static Secrets ofServer(Path folder) {
        return new Secrets(
                folder,
                Secrets::ofEnvironment,
                Optional.of(folder.resolve("secrets").normalize()));
    }

    static Optional<String> ofEnvironment(String name) {
        return Optional.ofNullable(System.getenv(name));
    }

    /**
     * The secret that a reference means.
     *
     * @param what what the secret is for, as messages name it
     * @throws GodwitException with {@code PLAN_SECRET_IN_CLEAR} or {@code PLAN_SECRET_NOT_FOUND}
     */
    public Secret find(String reference, String what) {
        if (reference.startsWith("env:")) {
            return new Secret(fromEnvironment(reference.substring("env:".length()), what), reference);
        }
        if (reference.startsWith("file:")) {
            return new Secret(fromFile(reference.substring("file:".length()), what), reference);
        }
        throw new GodwitException(
                ErrorCode.PLAN_SECRET_IN_CLEAR, what + " is written in clear; everyone who reads it there knows it");
    }

    /** The secret of a plan's key; the reason is reported when there is none. */
    Optional<Secret> find(Value value) {
        try {
            return value.text().map(reference -> find(reference, value.path()));
        } catch (GodwitException e) {
            value.findings().report(e.code(), value.line(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private String fromEnvironment(String name, String what) {
        if (confines.isPresent() && name.startsWith(OF_SERVER)) {
            throw missing(what, "the environment variable '" + name + "' is the server's own");
        }
        return environment
                .apply(name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> missing(what, "the environment variable '" + name + "' is not set or empty"));
    }

    private String fromFile(String name, String what) {
        try {
            Path file = folder.resolve(name).normalize();
            if (confines.isPresent() && !file.startsWith(confines.get())) {
                throw missing(what, "the file '" + name + "' is not below 'secrets' in the server's folder");
            }
            if (!Files.isRegularFile(file)) {
                throw missing(what, "the file '" + name + "' does not exist beside the plan or is no file");
            }
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw missing(what, "the file '" + name + "' is too large for a secret");
            }
            return Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .filter(text -> !text.isEmpty())
                    .orElseThrow(() -> missing(what, "the first line of the file '" + name + "' is empty"));
        } catch (IOException | InvalidPathException e) {
            throw missing(what, "the file '" + name + "' can't be read");
        }
    }

    private static GodwitException missing(String what, String why) {
        return new GodwitException(ErrorCode.PLAN_SECRET_NOT_FOUND, what + ": " + why);
    }
}
