package dev.godwit.notely.application;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which Notely keeps everything. One process at a time has it. A file in it says in which mode it was made,
 * for the modes understand the data differently; the file is also what tells it from somebody's folder of another kind.
 */
public final class DataFolder implements AutoCloseable {
    private static final String MARK = "notely.mode";
    private static final String LOCK = "notely.lock";

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** In which mode a folder was made. */
    public enum Mode {
        GODWIT,
        WORKSHOP
    }

    /**
     * Takes the folder for this process, and makes it when it is not there.
     *
     * @throws StartRefusedException when it is in use, can't be written, is somebody else's, or was made in another mode
     */
    public static DataFolder open(Path path, Mode mode) throws StartRefusedException {
        try {
            requireFolder(path);
            Files.createDirectories(path);
            requireOurs(path);
            FileChannel channel = lock(path);
            try {
                requireMode(path, mode);
            } catch (StartRefusedException | IOException e) {
                channel.close();
                throw e;
            }
            return new DataFolder(path, channel);
        } catch (IOException e) {
            throw new StartRefusedException(
                    "the data folder " + path + " can't be written: " + reason(e)
                            + "; make it writable or choose another with --data-dir",
                    e);
        }
    }

    /**
     * Removes the folder with all data; does nothing when it is not there.
     *
     * @throws StartRefusedException when it is in use or no data folder of Notely
     */
    public static void remove(Path path) throws StartRefusedException {
        if (!Files.exists(path)) {
            return;
        }
        try {
            requireFolder(path);
            requireOurs(path);
            lock(path).close();
            try (Stream<Path> all = Files.walk(path)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new StartRefusedException("the data folder " + path + " can't be removed: " + reason(e), e);
        }
    }

    public Path path() {
        return path;
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    private static void requireFolder(Path path) throws StartRefusedException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new StartRefusedException(path + " is no folder; choose another with --data-dir");
        }
    }

    private static void requireOurs(Path path) throws IOException, StartRefusedException {
        try (Stream<Path> entries = Files.list(path)) {
            List<String> names =
                    entries.map(entry -> entry.getFileName().toString()).toList();
            if (!names.isEmpty() && !names.contains(MARK) && !names.equals(List.of(LOCK))) {
                throw new StartRefusedException(
                        "the folder " + path + " has files that are not Notely's; choose another with --data-dir");
            }
        }
    }

    private static FileChannel lock(Path path) throws IOException, StartRefusedException {
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new StartRefusedException("another Notely runs on the data folder " + path
                    + "; end it or choose another folder with --data-dir");
        }
        return channel;
    }

    /** The lock lasts until the channel is closed, or the process is gone in whatever way. */
    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void requireMode(Path path, Mode mode) throws IOException, StartRefusedException {
        Path mark = path.resolve(MARK);
        if (!Files.exists(mark)) {
            Files.writeString(mark, mode.name() + "\n", StandardCharsets.UTF_8);
            return;
        }
        String made = Files.readString(mark, StandardCharsets.UTF_8).strip();
        if (!made.equals(mode.name())) {
            throw new StartRefusedException("the data folder " + path + " was made in mode " + made + ", and this is "
                    + mode + "; choose another with --data-dir, or remove it with --clean");
        }
    }

    private static String reason(Exception failure) {
        @Nullable String message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
