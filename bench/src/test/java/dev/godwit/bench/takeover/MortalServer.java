package dev.godwit.bench.takeover;

import dev.godwit.core.PausePoint;
import dev.godwit.core.Secret;
import dev.godwit.postgres.PostgresServer;
import dev.godwit.server.GodwitServer;
import dev.godwit.server.ServerSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A server process that stands by or leads, and stands still at a pause point so that its parent can kill it there.
 * Arguments: folder, port, URL of the control store. Each line of its input names the point. It says when
 * it serves, and which point it has reached. It ends when its input does.
 */
final class MortalServer {
    static final String SERVES = "serves";
    static final String REACHED = "reached ";

    private MortalServer() {}

    public static void main(String[] arguments) throws IOException {
        AtomicReference<Optional<PausePoint>> deadly = new AtomicReference<>(Optional.empty());
        ServerSettings settings = new ServerSettings(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                Optional.of(arguments[2]),
                Optional.of(PostgresServer.OWNER),
                Optional.of(new Secret("", "none")),
                2);
        GodwitServer.standBy(settings, point -> {
            if (deadly.get().equals(Optional.of(point))) {
                System.out.println(REACHED + point);
                while (true) {
                    LockSupport.park();
                }
            }
        });
        System.out.println(SERVES);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            deadly.set(Optional.of(PausePoint.valueOf(line)));
        }
        Runtime.getRuntime().halt(0);
    }
}
