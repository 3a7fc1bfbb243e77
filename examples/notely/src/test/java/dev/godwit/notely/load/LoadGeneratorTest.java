package dev.godwit.notely.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** An honest Notely is found to be one, whatever happens to its answers; each fault is found. */
class LoadGeneratorTest {
    private static final int FEW = 300;

    private final TimeSource time = new SystemTime();

    @Test
    void an_honest_notely_has_no_miss_and_no_error() throws InterruptedException {
        LoadRun run = LoadRun.against(new NotesInMemory());

        assertThat(run.report().problems()).isEmpty();
        assertThat(run.report().kinds())
                .allSatisfy(kind ->
                        assertThat(kind.operations()).as(kind.operation()).isPositive());
        assertThat(run.report().deletesPercent()).isBetween(8.0, 16.0);
        assertThat(run.report().accounts()).isEqualTo(8);
        assertThat(run.report().notes()).isBetween(8L * 2, 8L * 8);
        assertThat(run.look().notes()).isEqualTo(run.report().notes());
        assertThat(run.look().clean()).as(run.look().toString()).isTrue();
    }

    @Test
    void answers_that_get_lost_after_the_effect_are_errors_and_no_misses() throws InterruptedException {
        AtomicInteger requests = new AtomicInteger();
        LoadRun run = LoadRun.against(
                new NotesInMemory(),
                (method, work) -> {
                    SmallNotely.Reply reply = work.get();
                    return requests.incrementAndGet() % 15 == 0 ? new SmallNotely.Reply(500, "broken") : reply;
                },
                600);

        assertThat(run.misses()).isEmpty();
        assertThat(run.report().errorsByKind()).containsOnlyKeys("HTTP 500");
        assertThat(run.report().repeats()).isPositive();
        assertThat(run.look().fieldsLost() + run.look().notesLost() + run.look().notesBack())
                .as(run.look().toString())
                .isZero();
    }

    @Test
    void requests_that_were_never_carried_out_are_errors_and_no_misses() throws InterruptedException {
        AtomicInteger requests = new AtomicInteger();
        LoadRun run = LoadRun.against(
                new NotesInMemory(),
                (method, work) ->
                        requests.incrementAndGet() % 15 == 0 ? new SmallNotely.Reply(503, "held") : work.get(),
                600);

        assertThat(run.misses()).isEmpty();
        assertThat(run.report().errorsByKind()).containsOnlyKeys("HTTP 503");
    }

    @Test
    void requests_that_take_effect_after_their_user_gave_up_are_errors_and_no_misses() throws InterruptedException {
        AtomicInteger requests = new AtomicInteger();
        LoadRun run = LoadRun.against(
                new NotesInMemory(),
                (method, work) -> {
                    if (requests.incrementAndGet() % 25 == 0) {
                        time.sleep(LoadRun.DEADLINE.multipliedBy(3).dividedBy(2));
                    }
                    return work.get();
                },
                FEW);

        assertThat(run.misses()).isEmpty();
        assertThat(run.report().errorsByKind()).containsOnlyKeys("timeout");
    }

    @Test
    void answers_that_come_too_late_are_errors_and_no_misses() throws InterruptedException {
        AtomicInteger requests = new AtomicInteger();
        LoadRun run = LoadRun.against(
                new NotesInMemory(),
                (method, work) -> {
                    SmallNotely.Reply reply = work.get();
                    if (requests.incrementAndGet() % 25 == 0) {
                        time.sleep(LoadRun.DEADLINE.multipliedBy(3).dividedBy(2));
                    }
                    return reply;
                },
                FEW);

        assertThat(run.misses()).isEmpty();
        assertThat(run.report().errorsByKind()).containsOnlyKeys("timeout");
    }

    @Test
    void a_lost_update_is_a_miss() throws InterruptedException {
        LoadRun run = LoadRun.against(new NotesInMemory() {
            private int updates;

            @Override
            protected Optional<Kept> update(UUID account, UUID note, Instant updatedAt, String content) {
                updates++;
                return updates % 20 == 0
                        ? read(account, note).map(stored -> new Kept(stored.createdAt(), updatedAt, content))
                        : super.update(account, note, updatedAt, content);
            }
        });

        assertThat(run.misses())
                .anySatisfy(miss -> assertThat(miss.operation()).isEqualTo(Operation.READ))
                .allSatisfy(miss -> assertThat(miss.proxyVersion()).isEqualTo("7"));
        assertThat(run.report().misses()).isEqualTo(run.misses().size());
        assertThat(run.report().problems()).isNotEmpty();
    }

    @Test
    void a_deleted_note_that_comes_back_is_a_miss() throws InterruptedException {
        LoadRun run = LoadRun.against(new NotesInMemory() {
            private int deletes;

            @Override
            protected void delete(UUID account, UUID note) {
                deletes++;
                // Often enough that somebody reads one of them again, whoever comes first.
                if (deletes % 5 != 0) {
                    super.delete(account, note);
                }
            }
        });

        assertThat(run.misses())
                .extracting(Miss::operation)
                .contains(Operation.LIST, Operation.READ_DELETED)
                .doesNotContain(Operation.READ);
        assertThat(run.look().notesBack()).isPositive();
    }

    @Test
    void a_note_with_the_content_of_another_is_a_miss() throws InterruptedException {
        LoadRun run = LoadRun.against(new NotesInMemory() {
            private int reads;

            @Override
            protected Optional<Kept> read(UUID account, UUID note) {
                reads++;
                return super.read(account, note).map(stored -> {
                    Kept other = of(account).values().iterator().next();
                    return reads % 20 == 0 ? new Kept(stored.createdAt(), stored.updatedAt(), other.content()) : stored;
                });
            }
        });

        assertThat(run.misses())
                .isNotEmpty()
                .allSatisfy(miss -> assertThat(miss.operation()).isEqualTo(Operation.READ));
    }

    @Test
    void a_forgotten_moment_of_creation_is_a_miss_and_a_lost_field() throws InterruptedException {
        LoadRun run = LoadRun.against(new NotesInMemory() {
            @Override
            protected Optional<Kept> update(UUID account, UUID note, Instant updatedAt, String content) {
                return super.update(account, note, updatedAt, content).map(stored -> {
                    Kept forgetful = new Kept(updatedAt, updatedAt, content);
                    of(account).put(note, forgetful);
                    return forgetful;
                });
            }
        });

        assertThat(run.misses()).extracting(Miss::operation).contains(Operation.UPDATE, Operation.READ);
        assertThat(run.look().fieldsLost()).isPositive();
        assertThat(run.look().findings())
                .anySatisfy(finding -> assertThat(finding).contains("createdAt differ"));
    }

    @Test
    void a_note_that_is_missing_in_a_list_is_a_miss() throws InterruptedException {
        LoadRun run = LoadRun.against(new NotesInMemory() {
            @Override
            protected List<UUID> list(UUID account) {
                List<UUID> ids = super.list(account);
                return ids.size() > 4 ? ids.subList(1, ids.size()) : ids;
            }
        });

        assertThat(run.misses()).isNotEmpty().allSatisfy(miss -> {
            assertThat(miss.operation()).isEqualTo(Operation.LIST);
            assertThat(miss.got()).isEqualTo("not in the list");
        });
    }

    @Test
    void a_note_that_is_listed_and_counted_twice_is_found() throws InterruptedException {
        LoadRun run = LoadRun.against(new NotesInMemory() {
            @Override
            protected List<UUID> list(UUID account) {
                List<UUID> ids = new ArrayList<>(super.list(account));
                ids.add(ids.getFirst());
                return ids;
            }

            @Override
            protected long count(UUID account) {
                return super.count(account) + 1;
            }
        });

        assertThat(run.misses())
                .isNotEmpty()
                .allSatisfy(miss -> assertThat(miss.operation()).isEqualTo(Operation.LIST));
        assertThat(run.look().doubleCounts()).isEqualTo(2 * 8);
    }

    @Test
    void a_note_that_vanishes_untouched_is_found_by_the_list_and_by_the_last_look() throws InterruptedException {
        LoadRun run = LoadRun.against(new NotesInMemory() {
            @Override
            protected Optional<Kept> create(UUID account, UUID note, Kept kept) {
                Optional<Kept> created = super.create(account, note, kept);
                if (of(account).size() == 2 && of(account).containsKey(note)) {
                    of(account).keySet().removeIf(id -> !id.equals(note));
                }
                return created;
            }
        });

        assertThat(run.misses()).extracting(Miss::operation).contains(Operation.LIST);
        assertThat(run.report().problems()).isNotEmpty();
    }

    @Test
    void without_deletes_a_run_proves_little() {
        LoadReport report = LoadReport.of(new Tally(time, miss -> {}), 1, 0, 0);

        assertThat(report.problems()).singleElement().asString().contains("deletes");
    }

    @Test
    void users_wait_while_they_are_paused_and_keep_their_pace() throws InterruptedException {
        try (SmallNotely notely = new SmallNotely(new NotesInMemory(), LoadRun.HONEST);
                LoadGenerator load = new LoadGenerator(
                        LoadRun.settings(notely, 4, false), time, new SplittableRandom(1), miss -> {})) {
            assertThat(load.progress().state()).isEqualTo(LoadProgress.State.NOT_STARTED);
            load.start();
            await().until(() -> load.progress().operations() >= 4);
            load.pause();
            assertThat(load.progress().state()).isEqualTo(LoadProgress.State.PAUSED);
            assertThat(load.progress().operations()).isLessThanOrEqualTo(8);
            load.resume();
            assertThat(load.progress().state()).isEqualTo(LoadProgress.State.RUNNING);
            load.stop();
            assertThat(load.progress().state()).isEqualTo(LoadProgress.State.ENDED);
            assertThat(load.look().clean()).isTrue();
        }
    }

    @Test
    void users_wait_for_a_server_that_is_not_there_yet_and_end_when_told() throws InterruptedException {
        LoadSettings nobody = LoadSettings.of(URI.create("http://127.0.0.1:9"));
        try (LoadGenerator load = new LoadGenerator(nobody, time, new SplittableRandom(1), miss -> {})) {
            load.start();
            await().until(() -> load.progress().errors() >= 5);
            load.stop();

            assertThat(load.report().errorsByKind()).containsOnlyKeys("no connection");
            assertThat(load.report().accounts()).isZero();
            assertThat(load.accounts()).isEmpty();
        }
    }

    @Test
    void a_report_can_be_read_by_people_and_programs() throws InterruptedException {
        LoadReport report =
                LoadRun.against(new NotesInMemory(), LoadRun.HONEST, FEW).report();

        assertThat(report.text()).contains("read deleted").contains("deletes ");
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(report.json())
                        .path("operations")
                        .longValue())
                .isEqualTo(report.operations());
    }

    @Test
    void settings_out_of_bounds_are_refused_with_the_flag() {
        URI server = URI.create("http://127.0.0.1:1");

        assertThatThrownBy(() ->
                        new LoadSettings(server, 0, 3, 60, false, 20, LoadSettings.COHORTS, LoadSettings.DEADLINE))
                .hasMessageContaining("--concurrency");
        assertThatThrownBy(() ->
                        new LoadSettings(server, 1, 3, 60, false, 101, LoadSettings.COHORTS, LoadSettings.DEADLINE))
                .hasMessageContaining("--abandon");
        assertThatThrownBy(() -> new LoadSettings(server, 1, 3, 60, false, 20, List.of("brave"), LoadSettings.DEADLINE))
                .hasMessageContaining("--cohorts");
        assertThatThrownBy(() -> LoadSettings.percent("much")).hasMessageContaining("--abandon");
        assertThat(LoadSettings.percent("20%")).isEqualTo(20);
    }
}
