package dev.godwit.notely.proxy;

import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteService;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;

/**
 * One data proxy, as its callers see it. Thread-safe.
 *
 * <p>All operations throw {@link ProxyUnreachableException} when no answer comes.
 */
public final class ProxyClient implements NoteService, AutoCloseable {
    private final URI address;

    /** Connects when it is first asked. */
    public ProxyClient(String host, int port) {
        this.address = URI.create("http://" + host + ":" + port);
    }

    /** Whether it takes requests; false also when nobody answers. */
    public boolean ready() {
        return false;
    }

    /** Whether its stores answer, one by one. */
    public List<StoreHealth> healthCheck() {
        throw unreachable();
    }

    public ShardStats exportShardStats() {
        throw unreachable();
    }

    @Override
    public List<UUID> listNotes(AccountDetails account) {
        throw unreachable();
    }

    @Override
    public Note getNote(AccountDetails account, UUID note) {
        throw unreachable();
    }

    @Override
    public Note createNote(AccountDetails account, Note note) {
        throw unreachable();
    }

    @Override
    public Note updateNote(AccountDetails account, Note note) {
        throw unreachable();
    }

    @Override
    public void deleteNote(AccountDetails account, UUID note) {
        throw unreachable();
    }

    @Override
    public long countNotes(AccountDetails account) {
        throw unreachable();
    }

    @Override
    public long totalNotes() {
        throw unreachable();
    }

    private ProxyUnreachableException unreachable() {
        return new ProxyUnreachableException("no answer from " + address, new IOException("not connected"));
    }

    @Override
    public void close() {}
}
