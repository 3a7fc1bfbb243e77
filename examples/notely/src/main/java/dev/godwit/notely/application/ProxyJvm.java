package dev.godwit.notely.application;

import java.nio.file.Path;
import java.util.List;

/** The JVM of a data proxy: it starts often, lives for minutes and shares few cores with databases. */
final class ProxyJvm {
    private ProxyJvm() {}

    /** Its options; the archive of loaded classes, which the first proxy leaves behind when it ends, halves the start. */
    static List<String> options(Path folder) {
        return List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + folder.resolve("proxy.jsa"));
    }
}
