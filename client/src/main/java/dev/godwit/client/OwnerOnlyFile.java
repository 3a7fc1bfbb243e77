package dev.godwit.client;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Small files that only their owner may read, where the file system knows owners. */
final class OwnerOnlyFile {
    private OwnerOnlyFile() {}

    /** Replaces the file at once: a reader sees the old content or the new one, never a part. */
    static void replace(Path file, byte[] content) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null) {
                throw new IOException("not a file: " + file);
            }
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, only("rwx------"));
            }
            Path draft = Files.createTempFile(folder, ".draft", "", only("rw-------"));
            Files.write(draft, content);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new GodwitException(ErrorCode.INTERNAL, "can't write " + file + ": " + e.getMessage(), e);
        }
    }

    private static FileAttribute<?>[] only(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
