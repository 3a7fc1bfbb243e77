package dev.godwit.bench.demo;

import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.bench.workload.NotesKeyspace;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.Secret;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.postgres.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The plan of the demonstration: all accounts move from legacy to new in three waves, each begun by approval. */
final class DemoPlan {
    static final StoreName LEGACY = new StoreName("legacy");
    static final StoreName NEW = new StoreName("new");
    static final WaveName FIRST = new WaveName("first");
    static final WaveName SOME = new WaveName("some");
    static final WaveName REST = new WaveName("rest");

    private static final int FIRST_ONE_IN = 20;
    private static final int SOME_PERCENT = 30;
    private static final int POOL = 12;

    private DemoPlan() {}

    /** The plan for a pair of databases. */
    static Plan of(NoteLayout layout, String legacyUrl, String newUrl) {
        List<UnitId> first = IntStream.range(0, layout.accounts())
                .filter(account -> account % FIRST_ONE_IN == 0)
                .mapToObj(account -> UnitId.of(layout.account(account)))
                .toList();
        return new Plan(
                NotesKeyspace.KEYSPACE,
                new MigrationName("demo"),
                Optional.empty(),
                List.of(address(LEGACY, legacyUrl, PostgresServer.OWNER), address(NEW, newUrl, PostgresServer.OWNER)),
                LEGACY,
                NEW,
                List.of(
                        new Wave(FIRST, new Selection.Listed(first), true),
                        new Wave(SOME, new Selection.Percent(SOME_PERCENT), true),
                        new Wave(REST, new Selection.All(), true)),
                new Cutover(Duration.ofMillis(250), false),
                Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                new Accept(Set.of(), Set.of(), false));
    }

    static StoreAddress address(StoreName name, String url, String user) {
        return new StoreAddress(name, url, Optional.of(user), Optional.of(new Secret("", "none")), POOL);
    }
}
