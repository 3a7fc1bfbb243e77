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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A server process that stands by or leads, and stands still at a pause point so that its parent can kill it there, or
 * take something away from it. Arguments: folder, port, URL of the control store. Each line of its input names a point, or
 * lets go on what stands still. It says when it serves, and which point it has reached. It ends when its input does.
 */
final class MortalServer {
    static final String SERVES = "serves";
    static final String REACHED = "reached ";
    static final String GO_ON = "go on";

    /** A point to stand still at, and until when. */
    private record Halt(PausePoint point, CountDownLatch over) {}

    private MortalServer() {}

    public static void main(String[] arguments) throws IOException {
        AtomicReference<Optional<Halt>> next = new AtomicReference<>(Optional.empty());
        ServerSettings settings = new ServerSettings(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                Optional.of(arguments[2]),
                Optional.of(PostgresServer.OWNER),
                Optional.of(new Secret("", "none")),
                2);
        GodwitServer.standBy(settings, point -> {
            next.get().filter(halt -> halt.point() == point).ifPresent(MortalServer::standStill);
        });
        System.out.println(SERVES);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Optional<Halt> halt = line.equals(GO_ON)
                    ? Optional.empty()
                    : Optional.of(new Halt(PausePoint.valueOf(line), new CountDownLatch(1)));
            next.getAndSet(halt).ifPresent(before -> before.over().countDown());
        }
        Runtime.getRuntime().halt(0);
    }

    private static void standStill(Halt halt) {
        System.out.println(REACHED + halt.point());
        try {
            halt.over().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
