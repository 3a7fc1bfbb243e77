package dev.godwit.client;

import dev.godwit.client.wire.WireFormat;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a control plane answers, as it wrote it down for the other commands and processes on this machine.
 *
 * @param url such as {@code http://127.0.0.1:40123}
 * @param pid the process that serves it
 * @param migration what it works on
 */
public record ControlPlaneAddress(URI url, long pid, Optional<String> migration) {
    private static final Path FILE = Path.of(".godwit", "control-plane.json");
    private static final WireFormat FORMAT = WireFormat.lenient();

    /**
     * Reads the address in this directory or the nearest one above it that has one.
     *
     * @throws GodwitException with {@link ErrorCode#CONTROL_PLANE_UNREACHABLE} when the file can't be read
     */
    public static Optional<ControlPlaneAddress> find(Path directory) {
        for (Path folder = directory.toAbsolutePath().normalize(); folder != null; folder = folder.getParent()) {
            Optional<ControlPlaneAddress> found = read(folder.resolve(FILE));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /**
     * As {@link #find}, when there has to be one.
     *
     * @throws GodwitException with {@link ErrorCode#CONTROL_PLANE_UNREACHABLE} also when there is none
     */
    public static ControlPlaneAddress require(Path directory) {
        return find(directory)
                .orElseThrow(() -> unusable("no " + FILE + " in " + directory.toAbsolutePath() + " or above it", null));
    }

    /** Whether the process that wrote it still runs. */
    public boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Writes it into the directory at once and as a whole, readable by the owner only. */
    public void write(Path directory) {
        OwnerOnlyFile.replace(directory.resolve(FILE), FORMAT.write(this));
    }

    /** Removes it from the directory, unless another process has written its own there since. */
    public void remove(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            if (read(file).equals(Optional.of(this))) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw unusable("can't remove " + file + ": " + e.getMessage(), e);
        }
    }

    private static Optional<ControlPlaneAddress> read(Path file) {
        try {
            return Optional.of(FORMAT.read(Files.readAllBytes(file), ControlPlaneAddress.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | GodwitException e) {
            throw unusable("can't read " + file + ": " + e.getMessage(), e);
        }
    }

    private static GodwitException unusable(String message, @Nullable Exception cause) {
        return cause == null
                ? new GodwitException(ErrorCode.CONTROL_PLANE_UNREACHABLE, message)
                : new GodwitException(ErrorCode.CONTROL_PLANE_UNREACHABLE, message, cause);
    }
}
