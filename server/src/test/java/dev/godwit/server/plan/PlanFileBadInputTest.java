package dev.godwit.server.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.godwit.core.ProblemsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a plan file can be wrong: one change to a sound plan, one problem with its line and code. */
class PlanFileBadInputTest {
    private static final String LEGACY_URL = "jdbc:postgresql://127.0.0.1:5432/legacy";

    @TempDir
    Path folder;

    static Stream<Arguments> structure() {
        return Stream.of(
                with("keyspace: notes\n", "", "1 PLAN_MISSING_KEY key 'keyspace' is missing"),
                with(
                        "keyspace: notes",
                        "keyspce: notes",
                        "1 PLAN_UNKNOWN_KEY unknown key 'keyspce'; did you mean 'keyspace'?"),
                with(
                        "unit: creator",
                        "unit: creator\n    units: x",
                        "11 PLAN_UNKNOWN_KEY unknown key 'entities.note.units'; did you mean 'unit'?"),
                with(
                        "migration: notes-to-new",
                        "migration: notes-to-new\nkeyspace: other",
                        "3 PLAN_DUPLICATE_KEY key 'keyspace' is already at line 1"),
                with(
                        "migration: notes-to-new",
                        "migration: Not_Lower",
                        "2 INVALID_NAME migration: migration name 'Not_Lower' must be"),
                with(
                        "migration: notes-to-new",
                        "migration: [a, b]",
                        "2 PLAN_INVALID_VALUE migration: expected a text, found a list"),
                with(
                        "migration: notes-to-new",
                        "migration:",
                        "2 PLAN_INVALID_VALUE migration: expected a text, found nothing"),
                with(
                        "move: { from: legacy, to: new }",
                        "move: legacy",
                        "11 PLAN_INVALID_VALUE move: expected a group of keys, found a single value"),
                with("key: [id]", "key: [id", "10 PLAN_INVALID_YAML"),
                with("key: [id]", "key: *anchor", "9 PLAN_NOT_SUPPORTED YAML aliases (*anchor)"),
                with("key: [id]", "\tkey: [id]", "9 PLAN_INVALID_YAML"),
                with("waves:", "---\nwaves:", "12 PLAN_INVALID_YAML a plan is one document, a second begins here"),
                with(
                        "key: [id]",
                        "key: " + "[".repeat(40) + "]".repeat(40),
                        "9 PLAN_INVALID_YAML nested deeper than 16 levels"),
                with("key: [id]", "? [a, b]\n    : x", "9 PLAN_INVALID_YAML a key must be a single word"));
    }

    static Stream<Arguments> stores() {
        return Stream.of(
                with(
                        LEGACY_URL,
                        "jdbc:sqlite::memory:",
                        "4 PLAN_INVALID_VALUE stores.legacy.url: a SQLite store is a file, as in"),
                with(
                        LEGACY_URL,
                        "jdbc:sqlite:legacy.db?cache=shared",
                        "4 PLAN_INVALID_VALUE stores.legacy.url: a SQLite store is a file, as in"),
                with(LEGACY_URL, "jdbc:mysql://host/db", "4 PLAN_NOT_SUPPORTED stores.legacy.url: MySQL stores"),
                with(
                        LEGACY_URL,
                        "postgresql://host/db",
                        "4 PLAN_INVALID_VALUE stores.legacy.url: a store's URL looks like"),
                with(
                        LEGACY_URL,
                        "jdbc:postgresql:legacy",
                        "4 PLAN_INVALID_VALUE stores.legacy.url: a store's URL looks like jdbc:postgresql://host:5432/database or jdbc:sqlite:file.db; name the host"),
                with(
                        LEGACY_URL,
                        "jdbc:postgresql://host/",
                        "4 PLAN_INVALID_VALUE stores.legacy.url: the URL names no database"),
                with(
                        LEGACY_URL,
                        "jdbc:postgresql://host:99999/db",
                        "4 PLAN_INVALID_VALUE stores.legacy.url: a host is a name or address"),
                with(LEGACY_URL, "jdbc:postgresql://a,b/db", "4 PLAN_NOT_SUPPORTED stores.legacy.url: several hosts"),
                with(
                        LEGACY_URL,
                        "jdbc:postgresql://host/db?options=-c%20synchronous_commit=off",
                        "4 PLAN_NOT_SUPPORTED stores.legacy.url: the parameter 'options'"),
                with(
                        LEGACY_URL,
                        "jdbc:postgresql://host/db?user=me",
                        "4 PLAN_INVALID_VALUE stores.legacy.url: give the user as the key 'user'"),
                with(
                        "user: notes,",
                        "user: notes, pool: 1000,",
                        "4 PLAN_INVALID_VALUE stores.legacy.pool: '1000' is not a whole number from 4 to 64"),
                with(
                        "user: notes,",
                        "user: notes, tls: true,",
                        "4 PLAN_NOT_SUPPORTED 'stores.legacy.tls' is not supported yet"),
                with("user: notes,", "install: { user: owner },", "4 PLAN_NOT_SUPPORTED 'stores.legacy.install'"),
                with("user: notes,", "mover: { user: owner },", "4 PLAN_NOT_SUPPORTED 'stores.legacy.mover'"),
                with(
                        "env:NOTES_PASSWORD",
                        "env:NOT_SET",
                        "4 PLAN_SECRET_NOT_FOUND stores.legacy.password: the environment variable 'NOT_SET' is not set or empty"),
                with(
                        "env:NOTES_PASSWORD",
                        "file:nowhere",
                        "4 PLAN_SECRET_NOT_FOUND stores.legacy.password: the file 'nowhere' does not exist"),
                with(
                        "env:NOTES_PASSWORD",
                        "file:.",
                        "4 PLAN_SECRET_NOT_FOUND stores.legacy.password: the file '.' does not exist beside the plan or is no file"),
                with("  new: {", "  New: {", "11 PLAN_INVALID_VALUE move.to: no store 'new'; did you mean 'New'?"));
    }

    private static Arguments unit(String unit, String problem) {
        return with("unit: creator", "unit: " + unit, "10 " + problem);
    }

    private static Arguments child(String unit, String problem) {
        return with(
                "unit: creator",
                "unit: creator\n  file: { table: files, key: id, unit: " + unit + " }",
                "11 PLAN_INVALID_VALUE entities.file.unit: " + problem);
    }

    static Stream<Arguments> entities() {
        return Stream.of(
                with("    table: notes\n", "", "8 PLAN_MISSING_KEY key 'entities.note.table' is missing"),
                with("    unit: creator\n", "", "8 PLAN_MISSING_KEY key 'entities.note.unit' is missing"),
                with(
                        "key: [id]",
                        "key: [a, a]",
                        "9 PLAN_INVALID_VALUE entities.note.key[1]: column 'a' is already named"),
                with("key: [id]", "key: []", "9 PLAN_INVALID_VALUE entities.note.key: name a column"),
                unit("{ hash: id }", "PLAN_MISSING_KEY key 'entities.note.unit.buckets' is missing"),
                unit("{ hash: id, buckets: 0 }", "PLAN_INVALID_VALUE entities.note.unit.buckets: '0' is not a whole"),
                unit("{ hash: id, buckets: 1 }", "PLAN_INVALID_VALUE entities.note.unit.buckets: '1' is not a whole"),
                unit(
                        "{ modulo: id, buckets: 70000 }",
                        "PLAN_INVALID_VALUE entities.note.unit.buckets: '70000' is not a whole number from 2 to 65536"),
                unit(
                        "{ hash: id, modulo: id }",
                        "PLAN_INVALID_VALUE entities.note.unit: name one of 'hash', 'modulo' or"),
                unit("{}", "PLAN_INVALID_VALUE entities.note.unit: name one of 'hash', 'modulo' or"),
                unit("{ hash: id, buckets: 4, of: x }", "PLAN_UNKNOWN_KEY unknown key 'entities.note.unit.of'"),
                unit("{ through: note_id }", "PLAN_MISSING_KEY key 'entities.note.unit.of' is missing"),
                unit("{ through: note_id, of: nope }", "PLAN_INVALID_VALUE entities.note.unit: no entity 'nope'"),
                unit(
                        "{ through: note_id, of: note }",
                        "PLAN_INVALID_VALUE entities.note.unit: reaches its unit through itself: note -> note"),
                unit("[]", "PLAN_INVALID_VALUE entities.note.unit: name a column"),
                unit("[region, region]", "PLAN_INVALID_VALUE entities.note.unit[1]: column 'region' is already named"),
                child("{ through: [a, b], of: note }", "the key of note has 1 column, 'through' has 2 columns"),
                child("{ through: a, of: notte }", "no entity 'notte'; did you mean 'note'?"),
                with(
                        "unit: creator",
                        "unit: creator\n    columns: { a: x, b: x }",
                        "11 PLAN_INVALID_VALUE entities.note.columns.b: 'a' is already called 'x' in the target"),
                with(
                        "table: notes",
                        "table: a.b.c",
                        "8 PLAN_INVALID_VALUE entities.note.table: 'a.b.c' is not a table or schema.table"),
                with(
                        "table: notes",
                        "table: '\"Notes\"'",
                        "8 PLAN_INVALID_VALUE entities.note.table: write a table without quotes"),
                with(
                        "table: notes",
                        "table: " + "x".repeat(64),
                        "8 PLAN_INVALID_VALUE entities.note.table: '" + "x".repeat(64) + "' is longer than 63 bytes"),
                with(
                        "table: notes",
                        "table: notes\n    tables: { nwe: x }",
                        "9 PLAN_INVALID_VALUE entities.note.tables.nwe: no store 'nwe'; did you mean 'new'?"),
                with(
                        "unit: creator",
                        "unit: creator\n  twin: { table: public.notes, key: id, unit: creator }",
                        "11 PLAN_INVALID_VALUE entities.twin: table public.notes of store legacy already belongs to entity note"));
    }

    private static Arguments mapping(String keys, String problem) {
        return with("unit: creator", "unit: creator\n    " + keys, "11 PLAN_INVALID_VALUE entities.note" + problem);
    }

    static Stream<Arguments> mappings() {
        String carried =
                ": column %s is part of the key or decides on the unit: it is carried as it is, neither dropped nor"
                        + " constant nor transformed";
        return Stream.of(
                with(
                        "unit: creator",
                        "unit: creator\n    drop: [id]",
                        "7 PLAN_INVALID_VALUE entities.note" + carried.formatted("id")),
                with(
                        "unit: creator",
                        "unit: creator\n    transform: { creator: reversed }",
                        "7 PLAN_INVALID_VALUE entities.note" + carried.formatted("creator")),
                with(
                        "unit: creator",
                        "unit: creator\n    constant: { creator: ann }",
                        "7 PLAN_INVALID_VALUE entities.note" + carried.formatted("creator")),
                mapping("drop: []", ".drop: name a column"),
                mapping("drop: [a, a]", ".drop[1]: column 'a' is already named"),
                mapping("drop: { a: b }", ".drop: expected a text, found a group of keys"),
                mapping(
                        "transform: { a: nothing }",
                        ".transform.a: no transform 'nothing' is on the class path; found: reversed"),
                mapping("transform: [a]", ".transform: expected a group of keys"),
                mapping("constant: { a: }", ".constant.a: expected a text, found nothing"),
                mapping("constant: { a: [b] }", ".constant.a: expected a text, found a list"),
                mapping("constant: { '': b }", ".constant.: a column needs a name"));
    }

    /** Two of the keys name one column. */
    static Stream<Arguments> contradictions() {
        return Stream.of(
                with(
                        "unit: creator",
                        "unit: creator\n    drop: [a]\n    transform: { a: reversed }",
                        "12 PLAN_INVALID_VALUE entities.note.transform.a: the column is dropped"),
                with(
                        "unit: creator",
                        "unit: creator\n    columns: { a: b }\n    drop: [a]",
                        "12 PLAN_INVALID_VALUE entities.note.drop: column 'a' has another name in the target"),
                with(
                        "unit: creator",
                        "unit: creator\n    columns: { a: b }\n    constant: { b: x }",
                        "12 PLAN_INVALID_VALUE entities.note.constant.b: a column of the source is carried under this name"),
                with(
                        "unit: creator",
                        "unit: creator\n    transform: { a: reversed }\n    constant: { a: x }",
                        "12 PLAN_INVALID_VALUE entities.note.constant.a: a column of the source is carried under this name"));
    }

    static Stream<Arguments> moves() {
        return Stream.of(
                with("to: new", "to: legacy", "11 PLAN_INVALID_VALUE move: 'from' and 'to' are the same store"),
                with("to: new", "to: { policy: rendezvous }", "11 PLAN_MISSING_KEY key 'move.to.stores' is missing"),
                with(
                        "to: new",
                        "to: { policy: hash, stores: [new] }",
                        "11 PLAN_INVALID_VALUE move.to.policy: 'hash' is not least-loaded or range or rendezvous"),
                with(
                        "to: new",
                        "to: { stores: { new: 0 } }",
                        "11 PLAN_INVALID_VALUE move.to.stores: the weight of store new is 0.0; a weight is above 0"),
                with(
                        "to: new",
                        "to: { stores: { new: -1.5 } }",
                        "11 PLAN_INVALID_VALUE move.to.stores: the weight of store new is -1.5; a weight is above 0"),
                with(
                        "to: new",
                        "to: { stores: { new: much } }",
                        "11 PLAN_INVALID_VALUE move.to.stores.new: 'much' is not a number above 0"),
                with(
                        "to: new",
                        "to: { stores: [] }",
                        "11 PLAN_INVALID_VALUE move.to.stores: a policy needs at least one store"),
                with(
                        "to: new",
                        "to: { stores: [legacy] }",
                        "11 PLAN_INVALID_VALUE move: store 'legacy' is the only one in 'from' and in 'to'"),
                with(
                        "from: legacy",
                        "from: [legacy, legacy]",
                        "11 PLAN_INVALID_VALUE move.from: name each store once, and at least one"),
                with(
                        "to: new",
                        "to: { policy: range, ranges: [{ below: m, store: new }] }",
                        "11 PLAN_INVALID_VALUE move.to.ranges: the last range has no 'below'"),
                with(
                        "to: new",
                        "to: { policy: range, ranges: [{ below: m, store: new }, { below: b, store: legacy },"
                                + " { store: new }] }",
                        "11 PLAN_INVALID_VALUE move.to.ranges: the range below 'b' comes after the one below 'm'"),
                with(
                        "to: new",
                        "to: { stores: [new], residency: [{ region: eu, prefix: eu-, stores: [legacy] }] }",
                        "11 RESIDENCY_BROKEN move.to: units of region eu may live in [legacy] only, and the policy has none"),
                with(
                        "to: new",
                        "to: { stores: [legacy, new], pinned: { eu-1: new },"
                                + " residency: [{ region: eu, prefix: eu-, stores: [legacy] }] }",
                        "11 RESIDENCY_BROKEN move.to: unit eu-1 is pinned to new, and units of region eu may live in"),
                with(
                        "to: new",
                        "to: { stores: [new], residency: [{ region: eu, stores: [new] }] }",
                        "11 PLAN_INVALID_VALUE move.to.residency[0]: say with 'prefix' or 'units' which units are of this"),
                with("to: new }", "to: [new] }", "11 PLAN_INVALID_VALUE move.to: expected a text, found a list"),
                with(
                        "to: new }",
                        "to: { stores: [new] } }\nkeys: ranges",
                        "12 PLAN_NOT_SUPPORTED 'keys' is not supported yet where units go to several stores; have the"),
                with(
                        "to: new",
                        "to: nowhere",
                        "11 PLAN_INVALID_VALUE move.to: no store 'nowhere'; known here: legacy, new"),
                with(
                        "entities:",
                        "  third: { url: \"jdbc:postgresql://host/db\" }\nentities:",
                        "12 PLAN_INVALID_VALUE move: store 'third' takes no part in the move, and no wave has a query"));
    }

    static Stream<Arguments> waves() {
        return Stream.of(
                with(
                        "all: true",
                        "all: false",
                        "13 PLAN_INVALID_VALUE waves[0].units.all: leave it out, or write 'all: true'"),
                with(
                        "all: true",
                        "percent: 0",
                        "13 PLAN_INVALID_VALUE waves[0].units.percent: '0' is not a whole number from 1 to 100"),
                with(
                        "all: true",
                        "percent: 5, all: true",
                        "13 PLAN_INVALID_VALUE waves[0].units: give one of list, percent, query, all and onRequest,"
                                + " not several"),
                with(
                        "{ all: true }",
                        "{}",
                        "13 PLAN_INVALID_VALUE waves[0].units: give one of list, percent, query, all and onRequest"),
                with("all: true", "list: []", "13 PLAN_INVALID_VALUE waves[0].units.list: list at least one unit"),
                with(
                        "all: true",
                        "list: [a, b, a]",
                        "13 PLAN_INVALID_VALUE waves[0].units.list[2]: unit 'a' is already in this list"),
                with(
                        "all: true",
                        "list: [a, null]",
                        "13 PLAN_INVALID_VALUE waves[0].units.list[1]: expected a text, found nothing"),
                with(
                        "all: true",
                        "list: [\"\"]",
                        "13 INVALID_UNIT waves[0].units.list[0]: a unit has 1 to 200 characters"),
                with(
                        "all: true",
                        "query: select id from accounts",
                        "13 PLAN_MISSING_KEY key 'waves[0].units.store' is missing"),
                with(
                        "all: true",
                        "store: old, query: select id from accounts",
                        "13 PLAN_INVALID_VALUE waves[0].units.store: no store 'old'"),
                with(
                        "all: true",
                        "store: legacy, query: select 1; drop table accounts",
                        "13 PLAN_INVALID_VALUE waves[0].units.query: one SELECT, without a semicolon"),
                with(
                        "all: true",
                        "store: legacy, all: true",
                        "13 PLAN_INVALID_VALUE waves[0].units.store: it says where a 'query' is asked; there is none"),
                with(
                        "all: true",
                        "onRequest: false",
                        "13 PLAN_INVALID_VALUE waves[0].units.onRequest: leave it out, or write 'onRequest: true'"),
                with(
                        "name: rest, units: { all: true }",
                        "name: asked, units: { onRequest: true }, approve: true",
                        "13 PLAN_INVALID_VALUE waves[0].approve: whoever asks for the move of a unit approves it"),
                with(
                        "name: rest, units: { all: true }",
                        "name: asked, units: { onRequest: true } }\n  - { name: more, units: { onRequest: true }",
                        "14 PLAN_INVALID_VALUE waves[1].units: units join wave 'asked' on request already; one is enough"),
                with("name: rest,", "", "13 PLAN_MISSING_KEY key 'waves[0].name' is missing"),
                with(
                        "name: rest,",
                        "name: rest, approve: yes,",
                        "13 PLAN_INVALID_VALUE waves[0].approve: 'yes' is not false or true"),
                plus(
                        "  - { name: rest, units: { percent: 5 } }",
                        "14 PLAN_INVALID_VALUE waves[1]: wave 'rest' before it already takes all units",
                        "14 PLAN_INVALID_VALUE waves[1].name: two waves are called 'rest'"));
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                plus(
                        "cutover: { maxPause: 5m }",
                        "14 PLAN_INVALID_VALUE cutover.maxPause: '5m' is not from 20ms to 1s"),
                plus(
                        "cutover: { maxPause: 250 }",
                        "14 PLAN_INVALID_VALUE cutover.maxPause: '250' is not a duration such as 250ms"),
                plus("offline: { window: 1ms }", "14 PLAN_INVALID_VALUE offline.window: '1ms' is not from 1s to 2d"),
                plus("offline: { }", "14 PLAN_MISSING_KEY key 'offline.window' is missing"),
                plus(
                        "offline: { window: 10m }\ncutover: { approve: true }",
                        "15 PLAN_INVALID_VALUE cutover.approve: with 'offline' nobody could write while a wave waits for"
                                + " this; give the wave 'approve: true' instead"),
                plus(
                        "verify: { onMismatch: ignore }",
                        "14 PLAN_INVALID_VALUE verify.onMismatch: 'ignore' is not repair or stop"),
                plus("deadline: tomorrow", "14 PLAN_INVALID_VALUE deadline: 'tomorrow' is not a time with a zone"),
                plus("deadline: 2026-12-01", "14 PLAN_INVALID_VALUE deadline: '2026-12-01' is not a time with a zone"),
                plus("probation: -1d", "14 PLAN_INVALID_VALUE probation: '-1d' is not a duration"),
                plus("retention: 99999d", "14 PLAN_INVALID_VALUE retention: '99999d' is not from 0s to 3650d"),
                plus(
                        "accept: { uniqueAcrossStores: [other.slug] }",
                        "14 PLAN_INVALID_VALUE accept.uniqueAcrossStores[0]: 'other.slug' is not entity.column"),
                plus("accept: { everything: true }", "14 PLAN_UNKNOWN_KEY unknown key 'accept.everything'"),
                plus("reference: [countries]", "14 PLAN_INVALID_VALUE reference: expected a group of keys"),
                plus("reference: { country: { table: countries } }", "14 PLAN_MISSING_KEY key 'reference.country.key'"),
                plus(
                        "reference: { note: { table: countries, key: code } }",
                        "14 PLAN_INVALID_VALUE reference.note: it is entity note already"),
                plus(
                        "throttle: { applicationP99: 40 }",
                        "14 PLAN_INVALID_VALUE throttle.applicationP99: '40' is not a duration such as 250ms"),
                plus(
                        "throttle: { rowsPerSecond: 0 }",
                        "14 PLAN_INVALID_VALUE throttle.rowsPerSecond: '0' is not a whole number from 1"),
                plus("keys: apart", "14 PLAN_INVALID_VALUE keys: 'apart' is not ranges or refuse"),
                plus("throttle: { cpu: 80 }", "14 PLAN_UNKNOWN_KEY unknown key 'throttle.cpu'"),
                plus("wayBack: no", "14 PLAN_INVALID_VALUE wayBack: 'no' is not false or true"),
                plus(
                        "wayBack: false\nprobation: 7d",
                        "15 PLAN_INVALID_VALUE probation: with 'wayBack: false' there is no way back that it could keep open"),
                plus("unitNull: move", "14 PLAN_INVALID_VALUE unitNull: 'move' is not refuse or stay"),
                plus("newUnits: both", "14 PLAN_INVALID_VALUE newUnits: 'both' is not source or target"),
                with(
                        "units: { all: true } }",
                        "units: { percent: 5 } }\nnewUnits: target",
                        "14 PLAN_INVALID_VALUE newUnits: units would be left in the source; it wants a last wave with"
                                + " 'units: { all: true }'"),
                with(
                        "units: { all: true } }",
                        "units: { percent: 5 } }\nreference: { country: { table: countries, key: code } }",
                        "14 PLAN_INVALID_VALUE reference: units would be left in the source; it wants a last wave with"
                                + " 'units: { all: true }'"));
    }

    @ParameterizedTest
    @MethodSource({"structure", "stores", "entities", "mappings", "contradictions", "moves", "waves", "settings"})
    void is_one_problem_with_its_line_and_code(String text, String[] expected) {
        List<String> problems = PlanText.problems(folder, text);
        for (String line : expected) {
            assertThat(problems).anySatisfy(problem -> assertThat(problem).startsWith(line));
        }
    }

    @Test
    void a_rehearsal_needs_two_databases_of_its_own() {
        assertThat(PlanText.problems(folder, PlanText.plus("rehearsal: { source: legacy, target: nw, units: 0 }")))
                .containsExactly(
                        "14 PLAN_INVALID_VALUE rehearsal.target: no store 'nw'; did you mean 'new'?",
                        "14 PLAN_INVALID_VALUE rehearsal.units: '0' is not a whole number from 1 to 1000");
        assertThat(PlanText.problems(folder, PlanText.plus("rehearsal: { source: legacy, target: new }")))
                .hasSize(2)
                .allMatch(problem -> problem.contains("is a store of the migration"));
        String twice = PlanText.with(
                        "  new: {",
                        "  twin: { url: \"jdbc:postgresql://127.0.0.1:5433/notes?sslmode=disable\" }\n  new: {")
                + "rehearsal: { source: twin, target: twin }\n";
        assertThat(PlanText.problems(folder, twice))
                .containsExactly(
                        "15 PLAN_INVALID_VALUE rehearsal: 'source' and 'target' are the same store",
                        "15 PLAN_INVALID_VALUE rehearsal: store 'twin' is the database of store 'new' of the migration;"
                                + " a rehearsal needs databases of its own");
    }

    @Test
    void no_message_repeats_a_secret() {
        String[] plans = {
            PlanText.with("env:NOTES_PASSWORD", "hunter2"),
            PlanText.with("\"env:NOTES_PASSWORD\"", "[hunter2]"),
            PlanText.with(LEGACY_URL, "jdbc:postgresql://host/db?password=hunter2"),
            PlanText.with(LEGACY_URL, "jdbc:postgresql://host/db?sslPassword=hunter2"),
            PlanText.with(LEGACY_URL, "jdbc:postgresql://me:hunter2@host/db"),
            PlanText.with(LEGACY_URL, "jdbc:postgres://me:hunter2@host/db"),
        };
        for (String plan : plans) {
            assertThat(PlanText.problems(folder, plan))
                    .hasSize(1)
                    .allSatisfy(
                            problem -> assertThat(problem).startsWith("4 PLAN_").doesNotContain("hunter2"));
        }
        assertThat(PlanText.problems(folder, plans[0]).getFirst()).startsWith("4 PLAN_SECRET_IN_CLEAR");
        assertThat(PlanText.problems(folder, plans[2]).getFirst()).startsWith("4 PLAN_SECRET_IN_CLEAR");
        assertThat(PlanText.problems(folder, plans[4]).getFirst()).startsWith("4 PLAN_SECRET_IN_CLEAR");
    }

    @Test
    void files_that_are_no_plan_are_named_for_what_they_are() throws IOException {
        assertThat(PlanText.problems(folder, "")).containsExactly("0 PLAN_INVALID_VALUE the plan is empty");
        assertThat(PlanText.problems(folder, "# only a comment\n"))
                .containsExactly("0 PLAN_INVALID_VALUE the plan is empty");
        assertThat(PlanText.problems(folder, "- a\n- b\n"))
                .containsExactly("1 PLAN_INVALID_VALUE a plan is a group of keys, this is a list");
        assertThat(PlanText.problems(folder, "#".repeat(1024 * 1024 + 1)))
                .containsExactly("0 PLAN_INVALID_VALUE the file is larger than 1 MiB");
        assertThat(problemsOf(folder.resolve("nowhere.yaml"))).containsExactly("PLAN_NOT_FOUND there is no such file");
        assertThat(problemsOf(folder)).containsExactly("PLAN_NOT_FOUND it is a folder");
        Path latin1 =
                Files.write(folder.resolve("latin1.yaml"), "keyspace: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problemsOf(latin1)).containsExactly("PLAN_INVALID_YAML the file is not UTF-8 text");
    }

    @Test
    void a_byte_order_mark_does_no_harm() {
        assertThat(PlanText.problems(folder, "\uFEFF" + PlanText.SOUND)).isEmpty();
    }

    private static Stream<String> problemsOf(Path file) {
        try {
            PlanFile.read(file, name -> Optional.of("x"));
            return Stream.empty();
        } catch (ProblemsException e) {
            return e.problems().stream().map(problem -> problem.code() + " " + problem.message());
        }
    }

    private static Arguments with(String old, String replacement, String... expected) {
        return arguments(PlanText.with(old, replacement), expected);
    }

    private static Arguments plus(String lines, String... expected) {
        return arguments(PlanText.plus(lines), expected);
    }
}
