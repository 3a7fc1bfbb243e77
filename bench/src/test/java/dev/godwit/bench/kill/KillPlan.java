package dev.godwit.bench.kill;

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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One wave of all accounts, from legacy to new, and one for a guest that somebody asks for. */
final class KillPlan {
    static final StoreName LEGACY = new StoreName("legacy");
    static final StoreName NEW = new StoreName("new");
    static final WaveName ASKED = new WaveName("asked");
    static final WaveName WAVE = new WaveName("all");
    /** A unit that nobody writes: it joins {@link #ASKED}. */
    static final UnitId GUEST = UnitId.of("guest");

    private static final int POOL = 6;

    private KillPlan() {}

    /**
     * The plan.
     *
     * @param approveCutover whether the units rest before their cutover until somebody approves it
     */
    static Plan of(String legacyUrl, String newUrl, String owner, boolean approveCutover) {
        return new Plan(
                NotesKeyspace.KEYSPACE,
                new MigrationName("kill"),
                Optional.empty(),
                List.of(address(LEGACY, legacyUrl, owner), address(NEW, newUrl, owner)),
                LEGACY,
                NEW,
                List.of(new Wave(ASKED, new Selection.OnRequest(), false), new Wave(WAVE, new Selection.All(), false)),
                new Cutover(Duration.ofMillis(250), approveCutover),
                Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                new Accept(Set.of(), Set.of(), false));
    }

    static StoreAddress address(StoreName store, String url, String user) {
        return new StoreAddress(store, url, Optional.of(user), Optional.of(new Secret("", "none")), POOL);
    }
}
