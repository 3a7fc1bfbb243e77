package dev.godwit.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs that come as a Maven artifact, unpacked once per machine and user. */
final class PostgresBinaries {
    private static final int OWNER_EXECUTES = 0100;

    private PostgresBinaries() {}

    /** The folder with {@code bin}, {@code lib} and {@code share}; unpacks it when it is not there yet. */
    static Path home() throws IOException {
        String archive = archiveName();
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + archive)) {
            if (packed == null) {
                throw new IOException("no PostgreSQL programs for this platform on the class path: " + archive);
            }
            Path home = cache().resolve(archive.replace(".txz", "") + "-" + packed.available());
            if (!Files.isDirectory(home)) {
                unpackBeside(packed, home);
            }
            return home;
        }
    }

    private static String archiveName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return "postgres-" + (system.startsWith("mac") ? "darwin" : "linux")
                + (Set.of("aarch64", "arm64").contains(architecture) ? "-arm_64" : "-x86_64") + ".txz";
    }

    private static Path cache() {
        return Path.of(System.getProperty("java.io.tmpdir"), "godwit-postgres-" + System.getProperty("user.name"));
    }

    /** Unpacks into a folder of its own and moves that in one step, so that two starts at once don't see half of it. */
    private static void unpackBeside(InputStream packed, Path home) throws IOException {
        Files.createDirectories(home.getParent());
        Path unfinished = Files.createTempDirectory(home.getParent(), "unfinished-");
        // A server that runs under another identity reads it too.
        Files.setPosixFilePermissions(unfinished, permissions(true));
        unpack(packed, unfinished);
        try {
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
            Folders.delete(unfinished);
        }
    }

    private static void unpack(InputStream packed, Path into) throws IOException {
        try (TarArchiveInputStream archive =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                unpackEntry(archive, entry, into);
            }
        }
    }

    private static void unpackEntry(TarArchiveInputStream archive, TarArchiveEntry entry, Path into)
            throws IOException {
        Path path = into.resolve(entry.getName()).normalize();
        if (!path.startsWith(into)) {
            throw new IOException("the archive names a file outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(archive, path);
            Files.setPosixFilePermissions(path, permissions((entry.getMode() & OWNER_EXECUTES) != 0));
        }
    }

    private static Set<PosixFilePermission> permissions(boolean executable) {
        Set<PosixFilePermission> permissions = EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ);
        if (executable) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return permissions;
    }
}
