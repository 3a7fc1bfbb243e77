package dev.godwit.engine.preflight;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.Keyspace.RowsWithoutUnit;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.StoreName;
import dev.godwit.core.WaveName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The plan that tests of preflight judge: the notes of accounts, from {@code legacy} to {@code new}. */
final class Plans {
    static final StoreName SOURCE = new StoreName("legacy");
    static final StoreName TARGET = new StoreName("new");

    private Plans() {}

    static Plan notes() {
        return accepting(new Plan.Accept(Set.of(), Set.of(), false));
    }

    static Plan accepting(Plan.Accept accept) {
        return of(Entity.of(new EntityName("note"), "notes", "id", "creator"), accept);
    }

    /** The same plan with another idea of what a note is. */
    static Plan of(Entity note) {
        return of(note, new Plan.Accept(Set.of(), Set.of(), false));
    }

    /** The same plan without a way back. */
    static Plan forGood(Entity note) {
        Plan plan = of(note);
        return new Plan(
                plan.keyspace(),
                plan.migration(),
                plan.deadline(),
                plan.stores(),
                plan.source(),
                plan.target(),
                plan.waves(),
                new Plan.Cutover(plan.cutover().maxPause(), false, Optional.empty(), false),
                plan.onMismatch(),
                plan.probation(),
                plan.retention(),
                plan.accept());
    }

    private static Plan of(Entity note, Plan.Accept accept) {
        return of(new Keyspace(new KeyspaceName("notes"), List.of(note)), accept);
    }

    /** A plan in which rows without a unit stay. */
    static Plan staying(Entity... entities) {
        return of(
                new Keyspace(new KeyspaceName("notes"), List.of(entities), RowsWithoutUnit.STAY),
                new Plan.Accept(Set.of(), Set.of(), false));
    }

    private static Plan of(Keyspace keyspace, Plan.Accept accept) {
        return new Plan(
                keyspace,
                new MigrationName("notes-to-new"),
                Optional.empty(),
                List.of(),
                SOURCE,
                TARGET,
                List.of(new Plan.Wave(new WaveName("rest"), new Plan.Selection.All(), false)),
                new Plan.Cutover(Duration.ofMillis(250), false),
                Plan.Mismatch.STOP,
                Duration.ofDays(7),
                Duration.ofDays(30),
                accept);
    }
}
