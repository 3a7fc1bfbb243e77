package dev.godwit.bench.application;

import java.util.ArrayList;
import java.util.List;

/** How this program starts itself again as another process. */
public final class ChildJvm {
    private ChildJvm() {}

    /** The command line of a JVM like this one that runs another main class. */
    public static List<String> command(Class<?> main, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        // Short-lived processes on few cores want little compiling and no threads for collecting.
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(main.getName());
        return command;
    }
}
