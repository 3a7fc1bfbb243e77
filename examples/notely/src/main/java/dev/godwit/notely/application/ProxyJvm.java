package dev.godwit.notely.application;

import java.util.List;

/** The JVM of a data proxy: it starts often, lives for minutes and shares few cores with databases. */
public final class ProxyJvm {
    /** Its options. */
    public static final List<String> OPTIONS =
            List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx256m");

    private ProxyJvm() {}
}
