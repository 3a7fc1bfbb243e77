package dev.godwit.notely.application;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JVM of a data proxy: it starts often, lives for minutes and shares few cores with databases. */
public final class ProxyJvm {
    /** The classes of a proxy as the JVM keeps them in memory; the launcher writes them down beside the jars that it has built. */
    private static final String ARCHIVE = "notely.jsa";

    private ProxyJvm() {}

    /** Its options. */
    public static List<String> options() {
        List<String> options =
                new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx256m"));
        Path archive = home().resolveSibling(ARCHIVE);
        if (Files.isRegularFile(archive)) {
            options.add("-XX:SharedArchiveFile=" + archive);
            // It grumbles on the error output about modules that are not as in its own archive, and works.
            options.add("-Xlog:cds=off");
        }
        return List.copyOf(options);
    }

    /** The jar, or the folder, where this class is from. */
    private static Path home() {
        try {
            return Path.of(ProxyJvm.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class from nowhere", e);
        }
    }
}
