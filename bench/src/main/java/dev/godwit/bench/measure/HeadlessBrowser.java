package dev.godwit.bench.measure;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The Chromium of this machine, without a window. */
record HeadlessBrowser(Path program) {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** Looks for it where programs are. */
    static Optional<HeadlessBrowser> find() {
        Stream<String> folders = Arrays.stream(
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator));
        return folders.flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(HeadlessBrowser::new)
                .findFirst();
    }

    /** Starts it, loads a page to its load event, and ends it; how long all that took, in milliseconds. */
    double millisToLoad(URI page) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory("godwit-bench-browser");
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + profile,
                        "--dump-dom",
                        page.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("the browser has not loaded " + page + " within a minute");
        }
        return (System.nanoTime() - begun) / 1e6;
    }
}
