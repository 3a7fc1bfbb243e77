package dev.godwit.notely;

import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.proxy.NetworkDelay;
import dev.godwit.notely.proxy.ProxyClient;
import dev.godwit.notely.proxy.ProxyOptions;
import dev.godwit.notely.proxy.ProxySettings;
import dev.godwit.notely.rpc.LoopbackPort;
import dev.godwit.notely.store.NoteSchema;
import dev.godwit.notely.store.StoreSettings;
import dev.godwit.notely.strategy.StrategyName;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The short life of a data proxy, from its command line to its end, with a few calls. The launcher lets a JVM go through it
 * after each build that writes down the classes it has met, so that proxies find them ready.
 */
final class ProxyRehearsal {
    private static final int ID = 1;
    private static final int LOOKS = 500;
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

    private final TimeSource time = new SystemTime();
    private final int port;

    private ProxyRehearsal() throws IOException {
        this.port = LoopbackPort.free();
    }

    /** @param arguments an empty folder */
    public static void main(String[] arguments) throws IOException, SQLException {
        new ProxyRehearsal().play(Path.of(arguments[0]));
    }

    private void play(Path folder) throws IOException, SQLException {
        StoreSettings legacy = file(folder, "legacy");
        StoreSettings fresh = file(folder, "new");
        NoteSchema.make(legacy);
        NoteSchema.make(fresh);
        new ProxySettings(
                        StrategyName.GODWIT,
                        List.of(legacy, fresh),
                        Optional.of(NOBODY),
                        NetworkDelay.NONE,
                        Optional.empty(),
                        "ERROR")
                .write(folder, ID);
        PipedOutputStream life = new PipedOutputStream();
        System.setIn(new PipedInputStream(life));
        Thread.ofPlatform().start(() -> callUntilReady(life));
        Main.main(new ProxyOptions(ID, port, folder).arguments().toArray(String[]::new));
    }

    private static StoreSettings file(Path folder, String name) {
        return new StoreSettings(name, "jdbc:sqlite:" + folder.resolve(name + ".db"), Optional.empty());
    }

    /** Ends the proxy then. */
    private void callUntilReady(PipedOutputStream life) {
        try (life;
                ProxyClient client = new ProxyClient("127.0.0.1", port)) {
            for (int look = 0; look < LOOKS && !client.ready(); look++) {
                time.sleep(LOOK_EVERY);
            }
            call(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void call(ProxyClient client) {
        Instant now = time.wallClock();
        AccountDetails account = new AccountDetails(UUID.randomUUID(), false, Optional.empty());
        Note note = new Note(UUID.randomUUID(), account.accountId(), now, now, "a note");
        client.createNote(account, note);
        client.getNote(account, note.id());
        client.updateNote(account, note);
        client.listNotes(account);
        client.deleteNote(account, note.id());
    }
}
