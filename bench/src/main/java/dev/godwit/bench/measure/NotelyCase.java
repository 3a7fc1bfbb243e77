package dev.godwit.bench.measure;

import dev.godwit.bench.measure.Laboratory.Pair;
import dev.godwit.core.SystemTime;
import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.Note;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.proxy.NetworkDelay;
import dev.godwit.notely.proxy.ProxySettings;
import dev.godwit.notely.store.NoteSchema;
import dev.godwit.notely.store.NoteStore;
import dev.godwit.notely.store.OpenStore;
import dev.godwit.notely.store.SqlNoteStore;
import dev.godwit.notely.store.StoreSettings;
import dev.godwit.notely.strategy.NotesKeyspace;
import dev.godwit.notely.strategy.StrategyName;
import dev.godwit.notely.telemetry.Telemetry;
import dev.godwit.postgres.PostgresServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a data proxy of Notely answers in a second, at its port, to callers on the same machine, when both are warm; Godwit is
 * installed in the stores, and the notes are in a SQLite file or in PostgreSQL. The baseline of reading is a call at the same
 * port that asks no store; that of the rest is the store itself, called in this process.
 */
final class NotelyCase implements BenchCase {
    private static final int CALLERS = 8;
    private static final int ACCOUNTS = 100;
    private static final int NOTES_OF_ACCOUNT = 3;
    private static final double READS_WANTED = 8_000;
    private static final double UPDATES_WANTED = 1_500;
    private static final double ADDED_MILLIS_MAX = 1;
    private static final double READY_SECONDS_MAX = 2;
    private static final Instant CREATED = Instant.parse("2026-11-23T00:00:00Z");

    @Override
    public String name() {
        return "notely";
    }

    /** Two processes have to be warm first. */
    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public List<Figure> measure(Laboratory laboratory) throws Exception {
        List<Figure> figures = new ArrayList<>();
        Path folder = laboratory.folder();
        StoreSettings file =
                new StoreSettings("legacy", "jdbc:sqlite:" + folder.resolve("legacy.db"), Optional.empty());
        figures.addAll(measure(laboratory, folder, "SQLite", file));
        StoreSettings database = new StoreSettings("legacy", laboratory.database(), Optional.of(PostgresServer.OWNER));
        figures.addAll(measure(laboratory, laboratory.folder(), "PostgreSQL", database));
        return figures;
    }

    private static List<Figure> measure(Laboratory laboratory, Path folder, String kind, StoreSettings legacy)
            throws Exception {
        StoreSettings fresh = new StoreSettings("new", laboratory.database(), Optional.of(PostgresServer.OWNER));
        NoteSchema.make(legacy);
        NoteSchema.make(fresh);
        List<Note> notes = notes();
        NotelyCalls calls = new NotelyCalls(notes, CALLERS, laboratory.scale(500, 3_000));
        try (OpenStore open = OpenStore.open(legacy)) {
            NoteStore store = new SqlNoteStore(open, new Telemetry(new SystemTime(), "bench"));
            notes.forEach(store::create);
            NotelyCalls.Speed directReads = calls.measure(note -> store.find(note.creator(), note.id()));
            NotelyCalls.Speed directUpdates = calls.measure(note -> store.update(calls.newer(note)));
            Pair pair = new Pair(legacy.url(), fresh.url(), folder);
            try (Move move = Move.prepare(pair, NotesKeyspace.KEYSPACE, true)) {
                ProxySettings settings = settings(move, legacy, fresh);
                double readySeconds = NotelyProxy.usualReadySeconds(folder, settings);
                try (NotelyProxy proxy = NotelyProxy.start(folder, settings)) {
                    NoteService service = proxy.client();
                    NotelyCalls.Speed empty =
                            calls.measure(note -> proxy.client().ready());
                    NotelyCalls.Speed reads = calls.measure(note -> service.getNote(account(note), note.id()));
                    NotelyCalls.Speed updates =
                            calls.measure(note -> service.updateNote(account(note), calls.newer(note)));
                    return figures(kind, new Speeds(directReads, directUpdates, empty, reads, updates), readySeconds);
                }
            }
        }
    }

    /**
     * What was measured.
     *
     * @param directReads of the store itself, as the updates beside it
     * @param empty calls to the proxy that ask no store
     */
    private record Speeds(
            NotelyCalls.Speed directReads,
            NotelyCalls.Speed directUpdates,
            NotelyCalls.Speed empty,
            NotelyCalls.Speed reads,
            NotelyCalls.Speed updates) {}

    private static List<Figure> figures(String kind, Speeds speeds, double readySeconds) throws Exception {
        String direct = "the store itself";
        return List.of(
                Figure.target(
                        "notely proxy, GetNote, " + kind,
                        speeds.reads().perSecond(),
                        "calls/s",
                        "a call that asks no store",
                        speeds.empty().perSecond(),
                        READS_WANTED,
                        0.1),
                Figure.target(
                        "notely proxy, UpdateNote, " + kind,
                        speeds.updates().perSecond(),
                        "calls/s",
                        direct,
                        speeds.directUpdates().perSecond(),
                        UPDATES_WANTED,
                        0.1),
                Figure.limit(
                        "notely proxy, added to GetNote p50, " + kind,
                        speeds.reads().aloneP50Millis() - speeds.directReads().aloneP50Millis(),
                        "ms",
                        direct,
                        speeds.directReads().aloneP50Millis(),
                        ADDED_MILLIS_MAX,
                        0.1),
                Figure.limit(
                        "notely proxy, added to UpdateNote p50, " + kind,
                        Math.max(
                                speeds.updates().aloneP50Millis()
                                        - speeds.directUpdates().aloneP50Millis(),
                                0.001),
                        "ms",
                        direct,
                        speeds.directUpdates().aloneP50Millis(),
                        ADDED_MILLIS_MAX,
                        0.1),
                Figure.limit(
                        "notely proxy, Ready, " + kind,
                        readySeconds,
                        "s",
                        "a JVM that does nothing",
                        NotelyProxy.emptySeconds(),
                        READY_SECONDS_MAX,
                        0.1));
    }

    private static List<Note> notes() {
        List<Note> notes = new ArrayList<>();
        for (int account = 0; account < ACCOUNTS; account++) {
            UUID creator = UUID.randomUUID();
            for (int seat = 0; seat < NOTES_OF_ACCOUNT; seat++) {
                notes.add(new Note(UUID.randomUUID(), creator, CREATED, CREATED, "a note of some words, as many are"));
            }
        }
        return notes;
    }

    private static AccountDetails account(Note note) {
        return new AccountDetails(note.creator(), false, Optional.empty());
    }

    private static ProxySettings settings(Move move, StoreSettings legacy, StoreSettings fresh) {
        return new ProxySettings(
                StrategyName.GODWIT,
                List.of(legacy, fresh),
                Optional.of(URI.create(move.url())),
                NetworkDelay.NONE,
                Optional.empty(),
                "WARN");
    }
}
