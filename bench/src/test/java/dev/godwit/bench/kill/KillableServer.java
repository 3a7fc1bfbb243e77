package dev.godwit.bench.kill;

import dev.godwit.bench.application.ChildJvm;
import dev.godwit.core.PausePoint;
import dev.godwit.postgres.PostgresServer;
import dev.godwit.server.GodwitServer;
import dev.godwit.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server process that dies at the first moment in which it reaches a pause point after it was armed, without any
 * clean-up. Arguments: folder, URLs of legacy and new, whether cutovers need approval, pause point. It ends when its input does.
 */
final class KillableServer {
    /** How it ends when it was killed at its point. */
    static final int KILLED = 77;

    private KillableServer() {}

    public static void main(String[] arguments) throws IOException {
        PausePoint deadly = PausePoint.valueOf(arguments[4]);
        Path armed = armed(Path.of(arguments[0]));
        GodwitServer.start(
                KillPlan.of(arguments[1], arguments[2], PostgresServer.OWNER, Boolean.parseBoolean(arguments[3])),
                ServerSettings.in(Path.of(arguments[0])),
                point -> {
                    if (point == deadly && Files.exists(armed)) {
                        Runtime.getRuntime().halt(KILLED);
                    }
                });
        while (System.in.read() >= 0) {
            // Nobody says anything; the parent's end ends this.
        }
        Runtime.getRuntime().halt(0);
    }

    /** Such a server as a child of this JVM, not yet started. */
    static ProcessBuilder process(
            List<String> options,
            Path folder,
            String legacyUrl,
            String newUrl,
            boolean approveCutover,
            PausePoint deadly) {
        List<String> settings = new ArrayList<>(options);
        settings.addAll(List.of("-Xmx256m", "-Dlogback.configurationFile=logback-test.xml"));
        List<String> command = new ArrayList<>(ChildJvm.command(KillableServer.class, settings));
        command.addAll(List.of(folder.toString(), legacyUrl, newUrl, Boolean.toString(approveCutover), deadly.name()));
        return new ProcessBuilder(command);
    }

    /** The file whose existence arms the servers of a run. */
    static Path armed(Path folder) {
        return folder.resolve("armed");
    }
}
