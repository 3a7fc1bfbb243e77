package dev.godwit.notely.deploy;

import dev.godwit.notely.api.DeploymentRefusedException;
import dev.godwit.notely.api.DeploymentRefusedException.Why;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles the one source file that the reader of the tutorial edits. Thread-safe. */
final class ExerciseCompiler {
    private static final int ERRORS_SHOWN = 10;

    private final Path source;
    private final String classPath;

    /** A compiler of this file, against what is on the class path. */
    ExerciseCompiler(Path source, String classPath) {
        this.source = source;
        this.classPath = classPath;
    }

    /**
     * Compiles into a folder, which is made.
     *
     * @throws DeploymentRefusedException with file, line and message of each error
     */
    void compileInto(Path folder) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw refused("this Java has no compiler; start Notely with a JDK");
        }
        if (!Files.isRegularFile(source)) {
            throw refused("there is no file " + source);
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
            Files.createDirectories(folder);
            List<String> options =
                    List.of("-d", folder.toString(), "-classpath", classPath, "-proc:none", "-g", "-parameters");
            boolean compiled = compiler.getTask(
                            new StringWriter(), files, found, options, null, files.getJavaFileObjects(source))
                    .call();
            if (!compiled) {
                throw refused(errors(found));
            }
        } catch (IOException | UncheckedIOException e) {
            throw refused(source + " can't be compiled: " + e.getMessage());
        }
    }

    private String errors(DiagnosticCollector<JavaFileObject> found) {
        List<Diagnostic<? extends JavaFileObject>> errors = found.getDiagnostics().stream()
                .<Diagnostic<? extends JavaFileObject>>map(each -> each)
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .toList();
        String shown = errors.stream()
                .limit(ERRORS_SHOWN)
                .map(each -> source.getFileName() + ":" + each.getLineNumber() + ": " + each.getMessage(Locale.ROOT))
                .collect(Collectors.joining("\n"));
        int more = errors.size() - ERRORS_SHOWN;
        return more > 0 ? shown + "\nand " + more + " more errors" : shown;
    }

    private static DeploymentRefusedException refused(String why) {
        return new DeploymentRefusedException(Why.NOT_STARTED, why);
    }
}
