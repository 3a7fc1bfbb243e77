package dev.godwit.server.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ColumnMapping;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace.RowsWithoutUnit;
import dev.godwit.core.PlacementPolicy;
import dev.godwit.core.Plan;
import dev.godwit.core.ProblemsException;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import dev.godwit.core.WaveName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFileTest {
    private static final StoreName LEGACY = new StoreName("legacy");
    private static final StoreName NEW = new StoreName("new");

    @TempDir
    Path folder;

    @Test
    void columns_are_dropped_constant_or_transformed_and_rows_without_a_unit_may_stay() {
        Plan plan = PlanText.read(folder, PlanText.with("unit: creator", """
                unit: creator
                    columns: { body: content }
                    drop: [junk, status]
                    constant: { origin: legacy, status: 7 }
                    transform: { body: reversed }""") + "unitNull: stay\nwayBack: false\n");
        ColumnMapping mapping = plan.keyspace().entities().getFirst().mapping();
        assertThat(mapping.dropped()).containsExactly("junk", "status");
        assertThat(mapping.constants()).isEqualTo(Map.of("origin", "legacy", "status", "7"));
        assertThat(mapping.transform("body").orElseThrow().forth("abc")).isEqualTo("cba");
        assertThat(plan.keyspace().toString())
                .contains("mapping=drop [junk, status], constant {origin=legacy, status=7}, transform [body=reversed]");
        assertThat(plan.keyspace().rowsWithoutUnit()).isEqualTo(RowsWithoutUnit.STAY);
        assertThat(plan.cutover().wayBack()).isFalse();
        assertThat(plan.probation()).isZero();
    }

    @Test
    void a_short_plan_gets_the_documented_defaults() {
        Plan plan = PlanText.read(folder, PlanText.SOUND);

        assertThat(plan.keyspace().name()).hasToString("notes");
        assertThat(plan.keyspace().entities())
                .containsExactly(Entity.of(new EntityName("note"), "notes", "id", "creator"));
        assertThat(plan.migration()).hasToString("notes-to-new");
        assertThat(plan.source()).isEqualTo(LEGACY);
        assertThat(plan.target()).isEqualTo(NEW);
        assertThat(plan.deadline()).isEmpty();
        assertThat(plan.waves()).containsExactly(new Plan.Wave(new WaveName("rest"), new Plan.Selection.All(), false));
        assertThat(plan.cutover()).isEqualTo(new Plan.Cutover(Duration.ofMillis(250), false));
        assertThat(plan.onMismatch()).isEqualTo(Plan.Mismatch.STOP);
        assertThat(plan.probation()).isEqualTo(Duration.ofDays(7));
        assertThat(plan.retention()).isEqualTo(Duration.ofDays(30));
        assertThat(plan.accept()).isEqualTo(new Plan.Accept(Set.of(), Set.of(), false));
        assertThat(plan.address(NEW).pool()).isEqualTo(8);
        assertThat(plan.address(NEW).user()).isEmpty();
        assertThat(plan.address(NEW).password()).isEmpty();
    }

    @Test
    void a_policy_chooses_among_several_stores_and_names_of_columns_are_those_of_stores_that_no_unit_leaves() {
        String third = "  third: { url: \"jdbc:postgresql://127.0.0.1:5434/notes\" }\nentities:";
        Plan plan = PlanText.read(
                folder,
                PlanText.with("entities:", third)
                        .replace("unit: creator", "unit: creator\n    columns: { body: content }")
                        .replace("to: new", """
                                to: { policy: least-loaded, stores: { legacy: 2, third: 1 }, pinned: { a7: new },
                                    residency: [{ region: eu, prefix: eu-, units: [x], stores: [third] }] }"""));

        assertThat(plan.routes()).hasToString("[legacy to new, legacy to third]");
        assertThat(plan.source()).isEqualTo(LEGACY);
        assertThat(plan.targetsInWords()).isEqualTo("new, third");
        PlacementPolicy policy = plan.spread().orElseThrow().policy();
        Optional<StoreName> nowhere = Optional.empty();
        assertThat(policy.choose(UnitId.of("a7"), nowhere, store -> 0)).isEqualTo(NEW);
        assertThat(policy.choose(UnitId.of("x"), nowhere, store -> 0)).hasToString("third");
        assertThat(policy.choose(UnitId.of("eu-1"), nowhere, store -> 0)).hasToString("third");
        assertThat(policy.choose(UnitId.of("b1"), nowhere, store -> 0)).isEqualTo(LEGACY);
        Entity note = plan.keyspace().entities().getFirst();
        assertThat(note.columnIn(NEW, "body")).isEqualTo("content");
        assertThat(note.columnIn(new StoreName("third"), "body")).isEqualTo("content");
        assertThat(note.columnIn(LEGACY, "body")).isEqualTo("body");
    }

    @Test
    void reference_tables_are_units_of_their_own_in_a_wave_before_all_others() {
        Plan plan = PlanText.read(
                folder, PlanText.SOUND + "reference: { country: { table: app.countries, key: [code, since] } }\n");

        assertThat(plan.keyspace().entities())
                .first()
                .isEqualTo(new Entity(
                        new EntityName("country"),
                        "app.countries",
                        Map.of(),
                        List.of("code", "since"),
                        new UnitRule.Whole(UnitId.of("reference/country"), true),
                        Map.of()));
        assertThat(plan.waves())
                .first()
                .isEqualTo(new Plan.Wave(
                        new WaveName("reference"),
                        new Plan.Selection.Reference(List.of(UnitId.of("reference/country"))),
                        false));
        assertThat(plan.isReference(new WaveName("reference"))).isTrue();
        assertThat(plan.isReference(new WaveName("rest"))).isFalse();
    }

    @Test
    void scratch_stores_are_no_stores_of_the_migration() {
        String stores = "  new: { url: \"jdbc:postgresql://127.0.0.1:5433/notes\" }\n";
        String scratch = "  a: { url: \"jdbc:postgresql://127.0.0.1:5434/a\" }\n"
                + "  b: { url: \"jdbc:postgresql://127.0.0.1:5434/b\" }\n";
        Plan plan = PlanText.read(
                folder,
                PlanText.with(stores, stores + scratch) + "rehearsal: { source: a, target: b, required: true }\n");

        assertThat(plan.stores()).extracting(store -> store.name().value()).containsExactly("legacy", "new");
        Plan.Rehearsal rehearsal = plan.rehearsal().orElseThrow();
        assertThat(rehearsal.source().url()).endsWith("5434/a");
        assertThat(rehearsal.target().url()).endsWith("5434/b");
        assertThat(rehearsal.units()).isEqualTo(10);
        assertThat(rehearsal.required()).isTrue();
    }

    @Test
    void keys_units_and_names_of_columns_arrive_parents_first() {
        Plan plan = PlanText.read(folder, PlanText.with("""
              note:
                table: notes
                key: [id]
                unit: creator
            """, """
              page: { table: pages, key: [file_id, number], unit: { through: [file_id], of: file } }
              file: { table: files, key: id, unit: { through: note_id, of: note } }
              note:
                table: notes
                key: [id]
                unit: [region, tenant]
                columns: { created_at: createdAt }
              event: { table: events, key: id, unit: { hash: id, buckets: 1024 } }
              visit: { table: visits, key: id, unit: { modulo: id, buckets: 2 } }
              word: { table: words, key: id, unit: all }
              quoted: { table: quotes, key: id, unit: "all" }
            """));
        assertThat(plan.keyspace().entities())
                .extracting(entity -> entity.name().value())
                .containsExactly("note", "file", "page", "event", "visit", "word", "quoted");
        assertThat(plan.keyspace().entities())
                .extracting(Entity::unit)
                .containsExactly(
                        new UnitRule.Columns(List.of("region", "tenant")),
                        new UnitRule.Through(List.of("note_id"), new EntityName("note")),
                        new UnitRule.Through(List.of("file_id"), new EntityName("file")),
                        new UnitRule.Bucket("id", UnitRule.Bucketing.HASH, 1024),
                        new UnitRule.Bucket("id", UnitRule.Bucketing.MODULO, 2),
                        new UnitRule.Whole(UnitId.of("all"), false),
                        UnitRule.column("all"));
        assertThat(plan.keyspace().entity(new EntityName("page")).key()).containsExactly("file_id", "number");
        assertThat(plan.keyspace().entity(new EntityName("note")).columnIn(NEW, "created_at"))
                .isEqualTo("createdAt");
        assertThat(plan.keyspace().entity(new EntityName("note")).columnIn(LEGACY, "created_at"))
                .isEqualTo("created_at");
    }

    @Test
    void everything_that_a_plan_can_say_arrives() {
        Plan plan = PlanText.read(folder, """
                keyspace: notes
                migration: notes-to-new
                deadline: 2026-12-01T18:00:00Z
                stores:
                  legacy: { url: "jdbc:postgresql://db.internal/legacy?sslmode=verify-full", user: notes, password: "env:NOTES_PASSWORD" }
                  new: { url: "jdbc:postgresql://[::1]:5433/notes", pool: 12 }
                  accounts: { url: "jdbc:postgresql://[::1]:5433/accounts" }
                entities:
                  note: { table: notes, tables: { new: app.notes }, key: [id], unit: creator }
                  label: { table: labels, key: id, unit: [owner] }
                unitNull: refuse
                move: { from: legacy, to: new }
                waves:
                  - { name: first, units: { list: [a1, 7, 007, "null", true] } }
                  - { name: canary, units: { percent: 5 }, approve: true }
                  - { name: asked, units: { onRequest: true } }
                  - { name: inside, units: { store: accounts, query: "select id from accounts where inside;" } }
                  - { name: rest, units: { all: true } }
                newUnits: target
                cutover: { maxPause: 500ms, approve: true }
                verify: { onMismatch: repair }
                throttle: { applicationP99: 40ms, replicaLag: 2s, activeSessions: 50, rowsPerSecond: 5000 }
                keys: ranges
                probation: 12h
                retention: 0d
                accept:
                  uniqueAcrossStores: [notes.slug, note.notes_title_key]
                  keysFromBothStores: [label.id]
                  failoverCanLoseFreeze: true
                """);

        assertThat(plan.deadline()).contains(Instant.parse("2026-12-01T18:00:00Z"));
        assertThat(plan.throttle())
                .isEqualTo(new Plan.Throttle(
                        Optional.of(Duration.ofMillis(40)),
                        Optional.of(Duration.ofSeconds(2)),
                        Optional.of(50),
                        Optional.of(5000L)));
        assertThat(plan.keys()).isEqualTo(Plan.Keys.RANGES);
        assertThat(plan.address(NEW).pool()).isEqualTo(12);
        assertThat(plan.keyspace().entity(new EntityName("note")).tableIn(NEW)).isEqualTo("app.notes");
        assertThat(plan.keyspace().entity(new EntityName("note")).tableIn(LEGACY))
                .isEqualTo("notes");
        assertThat(plan.keyspace().entity(new EntityName("label")))
                .isEqualTo(Entity.of(new EntityName("label"), "labels", "id", "owner"));
        assertThat(plan.waves())
                .extracting(Plan.Wave::units)
                .containsExactly(
                        new Plan.Selection.Listed(List.of(
                                UnitId.of("a1"),
                                UnitId.of("7"),
                                UnitId.of("007"),
                                UnitId.of("null"),
                                UnitId.of("true"))),
                        new Plan.Selection.Percent(5),
                        new Plan.Selection.OnRequest(),
                        new Plan.Selection.Query(new StoreName("accounts"), "select id from accounts where inside"),
                        new Plan.Selection.All());
        assertThat(plan.waves()).extracting(Plan.Wave::approve).containsExactly(false, true, false, false, false);
        assertThat(plan.onRequest()).contains(new WaveName("asked"));
        assertThat(plan.wavesAsTheyBegin()).first().extracting(Plan.Wave::name).isEqualTo(new WaveName("asked"));
        assertThat(plan.cutover()).isEqualTo(new Plan.Cutover(Duration.ofMillis(500), true));
        assertThat(plan.onMismatch()).isEqualTo(Plan.Mismatch.REPAIR);
        assertThat(plan.probation()).isEqualTo(Duration.ofHours(12));
        assertThat(plan.retention()).isZero();
        assertThat(plan.accept())
                .isEqualTo(new Plan.Accept(Set.of("note.slug", "note.notes_title_key"), Set.of("label.id"), true));
    }

    @Test
    void a_window_keeps_writers_out_while_units_are_copied() {
        Plan plan = PlanText.read(folder, PlanText.SOUND + "offline: { window: 10m }\n");

        assertThat(plan.cutover())
                .isEqualTo(new Plan.Cutover(Duration.ofMillis(250), false, Optional.of(Duration.ofMinutes(10))));
    }

    @Test
    void a_secret_is_found_in_the_environment_and_is_not_printed() {
        Plan plan = PlanText.read(folder, PlanText.SOUND);

        assertThat(plan.address(LEGACY).password().orElseThrow().reveal()).isEqualTo("s3cret");
        assertThat(plan).asString().contains("env:NOTES_PASSWORD").doesNotContain("s3cret");
    }

    @Test
    void a_secret_is_the_first_line_of_a_file_beside_the_plan() throws IOException {
        Files.writeString(folder.resolve("password"), "from file\n");

        Plan plan = PlanText.read(folder, PlanText.with("env:NOTES_PASSWORD", "file:password"));

        assertThat(plan.address(LEGACY).password().orElseThrow().reveal()).isEqualTo("from file");
    }

    @Test
    void a_sqlite_file_is_named_from_the_folder_of_the_plan() {
        Plan plan = PlanText.read(
                folder, PlanText.SOUND.replaceFirst("jdbc:postgresql://[^\"]*", "jdbc:sqlite:data/../legacy.db"));

        assertThat(plan.address(LEGACY).url()).isEqualTo("jdbc:sqlite:" + folder.resolve("legacy.db"));
    }

    @Test
    void all_problems_are_reported_at_once_in_the_order_of_their_lines() {
        assertThat(PlanText.problems(folder, """
                        keyspace: Notes
                        stores:
                          legacy: { url: "jdbc:mysql://host/legacy" }
                          new: { url: "jdbc:postgresql://host/notes", password: hunter2 }
                        entites: {}
                        move: { from: legcy, to: new }
                        waves: []
                        probation: soon
                        """))
                .extracting(problem -> problem.split(" ", 3)[0] + " " + problem.split(" ", 3)[1])
                .containsExactly(
                        "1 INVALID_NAME",
                        "1 PLAN_MISSING_KEY",
                        "1 PLAN_MISSING_KEY",
                        "3 PLAN_NOT_SUPPORTED",
                        "4 PLAN_SECRET_IN_CLEAR",
                        "5 PLAN_UNKNOWN_KEY",
                        "6 PLAN_INVALID_VALUE",
                        "7 PLAN_INVALID_VALUE",
                        "8 PLAN_INVALID_VALUE");
    }

    @Test
    void the_exception_names_the_first_problem_and_how_many_more_there_are() {
        Path file = PlanText.write(folder, PlanText.with("migration: notes-to-new\n", "extra: 1\nmigration: [a]\n"));

        assertThatThrownBy(() -> PlanFile.read(file, name -> Optional.of("x")))
                .isInstanceOf(ProblemsException.class)
                .hasMessage(file
                        + ":2: unknown key 'extra'; known here: accept, cutover, deadline, entities, keys, keyspace,"
                        + " migration, move, newUnits, offline, probation, reference, rehearsal, retention, stores,"
                        + " throttle, twoPersons, unitNull, verify, waves, wayBack (and 1 more)");
    }
}
