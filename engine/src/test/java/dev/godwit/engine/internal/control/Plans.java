package dev.godwit.engine.internal.control;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.StoreName;
import dev.godwit.core.WaveName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A plan for tests that need no database. */
public final class Plans {
    public static final StoreName LEGACY = new StoreName("legacy");
    public static final StoreName NEW = new StoreName("new");
    public static final WaveName WAVE = new WaveName("all");

    public static final Plan PLAN = new Plan(
            new Keyspace(
                    new KeyspaceName("notes"), List.of(Entity.of(new EntityName("note"), "notes", "id", "creator"))),
            new MigrationName("notes-move"),
            Optional.empty(),
            List.of(address(LEGACY), address(NEW)),
            LEGACY,
            NEW,
            List.of(new Wave(WAVE, new Selection.All(), false)),
            new Cutover(Duration.ofMillis(250), false),
            Mismatch.STOP,
            Duration.ofDays(7),
            Duration.ZERO,
            new Accept(Set.of(), Set.of(), false));

    public static final WaveName ASKED = new WaveName("asked");

    /** A plan with a wave that units join. */
    public static final Plan ON_REQUEST = new Plan(
            PLAN.keyspace(),
            PLAN.migration(),
            PLAN.deadline(),
            PLAN.stores(),
            LEGACY,
            NEW,
            List.of(new Wave(ASKED, new Selection.OnRequest(), false), new Wave(WAVE, new Selection.All(), false)),
            PLAN.cutover(),
            PLAN.onMismatch(),
            PLAN.probation(),
            PLAN.retention(),
            PLAN.accept());

    /** A migration that goes on where the first one ends. */
    public static final Plan ONWARD = new Plan(
            PLAN.keyspace(),
            new MigrationName("onward"),
            PLAN.deadline(),
            List.of(address(NEW), address(new StoreName("second"))),
            NEW,
            new StoreName("second"),
            List.of(new Wave(ASKED, new Selection.OnRequest(), false)),
            PLAN.cutover(),
            PLAN.onMismatch(),
            PLAN.probation(),
            PLAN.retention(),
            PLAN.accept());

    private Plans() {}

    private static StoreAddress address(StoreName store) {
        return new StoreAddress(store, "jdbc:postgresql://localhost/" + store, Optional.empty(), Optional.empty(), 4);
    }
}
