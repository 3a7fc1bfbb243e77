package dev.godwit.simulation.internal;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Key;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.testkit.SeededScheduler;
import dev.godwit.testkit.Stored.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the world is about: notes of accounts that move from {@code old} to {@code new}. */
public final class Scenery {
    static final EntityName NOTE = new EntityName("note");
    static final KeyspaceName NOTES = new KeyspaceName("notes");
    static final MigrationName MIGRATION = new MigrationName("old-to-new");
    static final StoreName OLD = new StoreName("old");
    static final StoreName NEW = new StoreName("new");
    static final Keyspace KEYSPACE = new Keyspace(NOTES, List.of(Entity.of(NOTE, "notes", "id", "creator")));

    /** A row that changes its unit now and then, and is never deleted. */
    static final Key WANDERER = new Key("k00-wanderer");

    private Scenery() {}

    static UnitId unit(int number) {
        return UnitId.of("u" + number);
    }

    /** Keys of all units lie between one another, and every one has more than there are rows at first. */
    static Key key(int unit, int number) {
        return new Key("k%02d-u%d".formatted(number, unit));
    }

    static Plan plan(Scenario scenario) {
        List<Plan.Wave> waves = new ArrayList<>();
        if (scenario.course().firstWave()) {
            waves.add(new Plan.Wave(new WaveName("first"), new Plan.Selection.Listed(List.of(unit(1))), false));
        }
        if (scenario.course().asked()) {
            waves.add(new Plan.Wave(new WaveName("asked"), new Plan.Selection.OnRequest(), false));
        }
        waves.add(new Plan.Wave(new WaveName("rest"), new Plan.Selection.All(), false));
        return new Plan(
                KEYSPACE,
                MIGRATION,
                Optional.empty(),
                List.of(),
                OLD,
                NEW,
                waves,
                new Plan.Cutover(Duration.ofMillis(250), false),
                Plan.Mismatch.STOP,
                Duration.ofSeconds(1),
                scenario.course().retention(),
                new Plan.Accept(Set.of(), Set.of(), false));
    }

    static List<Row> rows(SeededScheduler scheduler, int units, int keys) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(WANDERER, unit(1), "first-" + WANDERER));
        for (int unit = 1; unit <= units; unit++) {
            for (int number = 1; number <= keys; number++) {
                if (number == 1 || scheduler.chance(0.7)) {
                    Key key = key(unit, number);
                    rows.add(new Row(key, unit(unit), "first-" + key));
                }
            }
        }
        return rows;
    }
}
