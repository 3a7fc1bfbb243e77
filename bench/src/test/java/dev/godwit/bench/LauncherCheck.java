package dev.godwit.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything that the launcher starts has the classes that it needs. Tests see more classes than users do, so this one runs
 * when the jars are there, as a step of its own after the others.
 */
class LauncherCheck {
    private static final Path TARGET = Path.of("target");

    @ParameterizedTest
    @ValueSource(strings = {"cli", "bench", "simulation", "spec", "notely"})
    void it_says_how_it_is_used(String module) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens",
                        "java.base/java.lang=ALL-UNNAMED",
                        "-cp",
                        TARGET.resolve("lib/*") + File.pathSeparator + TARGET.resolve("*"),
                        "dev.godwit." + module + ".Main",
                        "--help")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output).contains("Usage: ");
    }
}
