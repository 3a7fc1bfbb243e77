package dev.godwit.notely.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A script {@code start} that a shell runs: a main class of this class path. It writes its process id to {@code pid}. */
final class JavaInShell {
    private JavaInShell() {}

    static void prepare(Path folder, String main) throws IOException {
        Path arguments = Files.writeString(
                folder.resolve("arguments"),
                "-XX:TieredStopAtLevel=1\n-XX:+UseSerialGC\n-Xshare:auto\n--enable-native-access=ALL-UNNAMED\n-cp\n\""
                        + System.getProperty("java.class.path") + "\"\n" + main + "\n");
        Files.writeString(
                folder.resolve("start"),
                "echo $$ > pid; exec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' '@" + arguments
                        + "' \"$@\"\n");
    }
}
