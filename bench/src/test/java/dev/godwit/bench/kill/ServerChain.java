package dev.godwit.bench.kill;

import dev.godwit.core.PausePoint;
import dev.godwit.postgres.PostgresServer;
import dev.godwit.server.GodwitServer;
import dev.godwit.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;

/**
 * The servers of one run: processes that die at their points, each followed by the next, and at last one that lives, in
 * this JVM. Not thread-safe.
 */
final class ServerChain implements AutoCloseable {
    private final Path folder;
    private final String legacyUrl;
    private final String newUrl;
    private final boolean approveCutover;
    private final Deque<PausePoint> deaths;
    private final ClassArchive classes;
    private Optional<Process> mortal = Optional.empty();
    private Optional<GodwitServer> immortal = Optional.empty();
    private int started;
    private int killed;

    ServerChain(
            Path folder,
            String legacyUrl,
            String newUrl,
            boolean approveCutover,
            Collection<PausePoint> deaths,
            ClassArchive classes) {
        this.folder = folder;
        this.legacyUrl = legacyUrl;
        this.newUrl = newUrl;
        this.approveCutover = approveCutover;
        this.deaths = new ArrayDeque<>(deaths);
        this.classes = classes;
    }

    /** Makes sure that a server runs, or begins to. */
    void ensureRunning() throws IOException {
        if (immortal.isPresent()) {
            return;
        }
        if (mortal.isPresent()) {
            Process process = mortal.get();
            if (process.isAlive()) {
                return;
            }
            if (process.exitValue() != KillableServer.KILLED) {
                throw new IOException("the server ended by itself: " + Files.readString(log()));
            }
            killed++;
            mortal = Optional.empty();
        }
        started++;
        if (deaths.isEmpty()) {
            immortal = Optional.of(GodwitServer.start(
                    KillPlan.of(legacyUrl, newUrl, PostgresServer.OWNER, approveCutover), ServerSettings.in(folder)));
        } else {
            mortal = Optional.of(startMortal(deaths.remove()));
        }
    }

    private Process startMortal(PausePoint death) throws IOException {
        return KillableServer.process(classes.using(), folder, legacyUrl, newUrl, approveCutover, death)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private Path log() {
        return folder.resolve("server-" + started + ".log");
    }

    /** How many servers have died at their points. */
    int killed() {
        return killed;
    }

    @Override
    public void close() {
        mortal.ifPresent(Process::destroyForcibly);
        immortal.ifPresent(GodwitServer::close);
    }
}
