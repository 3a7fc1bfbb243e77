package dev.godwit.bench.kill;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * The classes of this JVM as a file that children map instead of loading them one by one, which halves what a start costs.
 * Such an archive takes classes from jars only, so the folders of a build are packed first. Immutable.
 */
final class ClassArchive {
    private final String classPath;
    private final Path list;
    private final Path archive;

    private ClassArchive(String classPath, Path folder) {
        this.classPath = classPath;
        this.list = folder.resolve("classes.list");
        this.archive = folder.resolve("classes.jsa");
    }

    /** Packs the folders of the class path; children write the rest. */
    static ClassArchive in(Path folder) throws IOException {
        Files.createDirectories(folder);
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Files.isDirectory(Path.of(entry))) {
                String packed = folder.resolve(entries.size() + ".jar").toString();
                jar.run(System.out, System.err, "--create", "--no-compress", "--file", packed, "-C", entry, ".");
                entries.add(packed);
            } else {
                entries.add(entry);
            }
        }
        return new ClassArchive(String.join(File.pathSeparator, entries), folder);
    }

    /** Options of a JVM that notes which classes it loads. */
    List<String> noting() {
        return List.of("-cp", classPath, "-XX:DumpLoadedClassList=" + list);
    }

    /** The command that writes the archive, after a JVM with {@link #noting} has ended. */
    List<String> writer() {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xshare:dump",
                "-XX:+UseSerialGC",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + archive,
                "-cp",
                classPath);
    }

    /** Options of a JVM that uses the archive; one that can't starts without it. */
    List<String> using() {
        return List.of("-cp", classPath, "-XX:SharedArchiveFile=" + archive);
    }
}
