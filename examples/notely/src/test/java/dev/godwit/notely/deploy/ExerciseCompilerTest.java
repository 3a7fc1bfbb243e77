package dev.godwit.notely.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.notely.api.DeploymentRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExerciseCompilerTest {
    @TempDir
    Path folder;

    private Path source;
    private ExerciseCompiler compiler;

    @BeforeEach
    void compiler() {
        source = folder.resolve("Exercise.java");
        compiler = new ExerciseCompiler(source, System.getProperty("java.class.path"));
    }

    @Test
    void theReadersFileBecomesClasses() throws IOException {
        Files.writeString(source, """
                import dev.godwit.notely.note.Note;
                class Exercise {
                    String content(Note note) { return note.content(); }
                }
                """);
        compiler.compileInto(folder.resolve("1/classes"));
        assertThat(folder.resolve("1/classes/Exercise.class")).exists();
    }

    @Test
    void eachErrorHasFileLineAndMessage() throws IOException {
        Files.writeString(source, """
                class Exercise {
                    int one() { return "one"; }
                    void two() { nobody(); }
                }
                """);
        assertThatThrownBy(() -> compiler.compileInto(folder.resolve("1/classes")))
                .isInstanceOf(DeploymentRefusedException.class)
                .message()
                .startsWith("Exercise.java:2: incompatible types")
                .contains("\nExercise.java:3: cannot find symbol");
        assertThat(folder.resolve("1/classes/Exercise.class")).doesNotExist();
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> compiler.compileInto(folder.resolve("classes")))
                .hasMessage("there is no file " + source);
    }
}
