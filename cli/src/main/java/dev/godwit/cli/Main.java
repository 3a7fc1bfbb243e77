package dev.godwit.cli;

import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.TimeSource;
import dev.godwit.server.ServerSettings;
import java.nio.file.Path;

/** Entry point of the {@code godwit} command. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Newer JDKs have a console even where nobody sits; this one is only there on a terminal.
        System.setProperty("jdk.console", "java.base");
        Logs.configure();
        Path folder = Path.of("").toAbsolutePath();
        TimeSource time = new SystemTime();
        Surroundings surroundings = new Surroundings(
                SystemConsole.open(),
                new HttpControlPlanes(folder, ControlPlaneConnection::tokenOfEnvironment),
                new LocalMigrations(folder, time, new ThreadTasks()),
                new SystemInterruptions(),
                time,
                quiet -> Logs.toFile(ServerSettings.in(folder).ownFolder(), quiet),
                System.getProperty("user.name", "unknown"));
        System.exit(Godwit.commandLine(surroundings).execute(arguments));
    }
}
