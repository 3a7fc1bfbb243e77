package dev.godwit.notely.application;

import java.util.List;

/** The JVM of a data proxy: it starts often, lives for minutes and shares few cores with databases. */
final class ProxyJvm {
    private ProxyJvm() {}

    static final List<String> OPTIONS =
            List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m");
}
