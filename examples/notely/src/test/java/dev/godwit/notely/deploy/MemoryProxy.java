package dev.godwit.notely.deploy;

import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteException.Problem;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.proxy.ProxyUnreachableException;
import dev.godwit.rollout.Instance;
import dev.godwit.rollout.InstanceFacts;
import dev.godwit.rollout.ServiceVersion;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy in memory over notes that all of them share; dies when it is told to, and answers nothing then. */
final class MemoryProxy implements Instance, NoteService {
    private final int version;
    private final Map<UUID, Note> notes;
    final AtomicInteger calls = new AtomicInteger();
    volatile boolean diesAtStart;
    volatile boolean forgetful;
    /** So many of the next calls are refused by this, or die in the middle where it is empty. */
    volatile Optional<Problem> refusal = Optional.empty();

    final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger starts = new AtomicInteger();
    private volatile boolean alive;

    MemoryProxy(int version, Map<UUID, Note> notes) {
        this.version = version;
        this.notes = notes;
    }

    ServiceVersion<NoteService> asVersion() {
        return new ServiceVersion<>(this, this);
    }

    void crash() {
        alive = false;
    }

    private Map<UUID, Note> reached() {
        calls.incrementAndGet();
        if (!alive) {
            throw unreachable();
        }
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw refusal.<RuntimeException>map(problem -> new NoteException(problem, "as the test wants"))
                    .orElseGet(this::unreachable);
        }
        return notes;
    }

    private ProxyUnreachableException unreachable() {
        return new ProxyUnreachableException("no answer from " + name(), new IOException("reset"));
    }

    @Override
    public String name() {
        return "proxy " + version;
    }

    @Override
    public String version() {
        return String.valueOf(version);
    }

    @Override
    public void start() {
        starts.incrementAndGet();
        alive = !diesAtStart;
    }

    @Override
    public boolean alive() {
        return alive;
    }

    @Override
    public boolean ready() {
        return alive;
    }

    @Override
    public boolean healthy() {
        return alive;
    }

    @Override
    public void drain() {}

    @Override
    public void stop(Duration patience) {
        alive = false;
    }

    @Override
    public InstanceFacts facts() {
        return new InstanceFacts(
                OptionalLong.of(version),
                Optional.of(Instant.EPOCH),
                Math.max(0, starts.get() - 1),
                "exit code 1: no store");
    }

    @Override
    public List<UUID> listNotes(AccountDetails account) {
        return List.copyOf(reached().keySet());
    }

    @Override
    public Note getNote(AccountDetails account, UUID note) {
        Note found = reached().get(note);
        if (found == null || forgetful) {
            throw new NoteException(Problem.NOT_FOUND, "no note " + note);
        }
        return found;
    }

    @Override
    public Note createNote(AccountDetails account, Note note) {
        reached().put(note.id(), note);
        return note;
    }

    @Override
    public Note updateNote(AccountDetails account, Note note) {
        reached().put(note.id(), note);
        return note;
    }

    @Override
    public void deleteNote(AccountDetails account, UUID note) {
        reached().remove(note);
    }

    @Override
    public long countNotes(AccountDetails account) {
        return reached().size();
    }

    @Override
    public long totalNotes() {
        return reached().size();
    }
}
