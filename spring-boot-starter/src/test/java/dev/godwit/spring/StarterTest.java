package dev.godwit.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.router.RefusedSqlException;
import dev.godwit.router.Router;
import dev.godwit.router.Units;
import dev.godwit.spring.NotesApplication.Note;
import dev.godwit.spring.NotesApplication.NotesService;
import dev.godwit.spring.NotesApplication.RenamingService;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.dao.TransientDataAccessException;

class StarterTest {
    private static TwoStores stores;

    @BeforeAll
    static void start() throws Exception {
        stores = new TwoStores();
    }

    @BeforeEach
    void empty() throws Exception {
        stores.empty();
    }

    @Test
    void a_transactional_method_that_a_freeze_overtakes_is_repeated_and_commits_once() {
        run(context -> {
            List<String> attempts = new ArrayList<>();
            context.getBean(NotesService.class).writeTwice(new Note(1, "ann"), () -> {
                attempts.add("between");
                if (attempts.size() == 1) {
                    stores.freeze(Duration.ofMillis(250));
                }
            });
            assertThat(attempts).hasSize(2);
            assertThat(context.getBean(NotesService.class).count(List.of("ann")))
                    .isEqualTo(2);
            assertThat(repeats(context)).isEqualTo(1);
            assertThat(Units.bound()).isEmpty();
        });
    }

    @Test
    void a_method_whose_home_does_not_come_in_time_is_repeated_until_it_does() {
        run(
                context -> {
                    stores.freeze(Duration.ofMillis(150));
                    context.getBean(NotesService.class).writeTwice(new Note(1, "ann"), () -> {});
                    assertThat(context.getBean(NotesService.class).count(List.of("ann")))
                            .isEqualTo(2);
                    assertThat(repeats(context)).isPositive();
                },
                "godwit.hold-limit=10ms");
    }

    @Test
    void repetition_is_bounded_and_ends_with_a_transient_failure() {
        run(
                context -> {
                    stores.freeze(Duration.ofMinutes(1));
                    assertThatThrownBy(
                                    () -> context.getBean(NotesService.class).writeTwice(new Note(1, "ann"), () -> {}))
                            .isInstanceOf(TransientDataAccessException.class)
                            .hasCauseInstanceOf(RefusedSqlException.class);
                    assertThat(repeats(context)).isEqualTo(3);
                },
                "godwit.hold-limit=1ms",
                "godwit.repeats=3");
    }

    @Test
    void a_method_that_has_committed_something_is_not_repeated() {
        run(context -> {
            List<String> attempts = new ArrayList<>();
            assertThatThrownBy(() -> context.getBean(NotesService.class).writeApartAndThen(new Note(1, "ann"), () -> {
                        attempts.add("between");
                        stores.freeze(Duration.ofMillis(50));
                    }))
                    .isInstanceOf(TransientDataAccessException.class);
            assertThat(attempts).hasSize(1);
            assertThat(context.getBean(NotesService.class).count(List.of("ann")))
                    .as("what was committed apart")
                    .isEqualTo(1);
        });
    }

    @Test
    void a_refusal_that_the_application_hides_is_repeated_all_the_same() {
        run(context -> {
            List<String> attempts = new ArrayList<>();
            NotesService notes = context.getBean(NotesService.class);
            context.getBean(RenamingService.class)
                    .touchQuietly(
                            "ann",
                            () -> {
                                attempts.add("before or after");
                                if (attempts.size() == 1) {
                                    stores.freeze(Duration.ofMillis(100));
                                }
                            },
                            notes);
            assertThat(attempts).hasSize(3);
            assertThat(notes.count(List.of("ann"))).isEqualTo(1);
        });
    }

    @Test
    void a_unit_that_was_bound_by_other_means_is_repeated_too_and_none_is_refused() {
        run(
                context -> {
                    NotesService notes = context.getBean(NotesService.class);
                    stores.freeze(Duration.ofMillis(100));
                    Units.run(TwoStores.ANN, () -> notes.write(1, "ann"));
                    assertThat(notes.count(List.of("ann", "bob"))).isEqualTo(1);
                    assertThatThrownBy(() -> notes.set("colour")).hasStackTraceContaining("no unit is bound");
                    assertThatThrownBy(
                                    () -> context.getBean(RenamingService.class).touch(null))
                            .hasMessageContaining("is null");
                    assertThatThrownBy(() -> notes.count(List.of())).hasMessageContaining("names no unit");
                },
                "godwit.hold-limit=10ms");
    }

    @Test
    void tables_outside_of_the_plan_are_in_the_store_that_is_named() {
        run(context -> context.getBean(NotesService.class).set("colour"), "godwit.without-unit=target");
    }

    @Test
    void health_says_how_the_stores_are_and_that_a_lost_store_is_no_reason_to_stop() {
        run(context -> {
            Health health = health(context);
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails())
                    .containsEntry("leased", true)
                    .containsEntry("revision", 1L)
                    .extractingByKey("stores")
                    .hasToString("{legacy=fenced, target=fenced}");
        });
        application()
                .withBean(RoutedStores.class, () -> stores.without("target"))
                .run(context -> {
                    assertThat(health(context).getStatus()).isEqualTo(Status.UP);
                    assertThat(health(context).getDetails().get("stores").toString())
                            .contains("legacy=fenced", "target=STORE_DATABASE_MISSING");
                });
        application()
                .withBean(RoutedStores.class, () -> stores.without("legacy", "target"))
                .run(context -> assertThat(health(context).getStatus()).isEqualTo(Status.DOWN));
    }

    @Test
    void the_router_is_metered() {
        run(context -> {
            context.getBean(NotesService.class).count(List.of("ann"));
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(meters.get("godwit.router.reads")
                            .tag("kind", "leased")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(meters.get("godwit.router.leased").gauge().value()).isEqualTo(1);
            assertThat(meters.get("godwit.router.refusals")
                            .tag("reason", "FROZEN")
                            .functionCounter()
                            .count())
                    .isZero();
        });
    }

    @Test
    void without_a_keyspace_it_stays_away() {
        new ApplicationContextRunner()
                .withUserConfiguration(Empty.class)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(Router.class)
                        .doesNotHaveBean(DataSource.class));
    }

    /** An application that has the starter and does not use it. */
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    static class Empty {}

    @Test
    void editors_know_the_properties() throws Exception {
        try (InputStream file =
                GodwitProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("godwit.keyspace", "godwit.hold-limit", "godwit.stores", "the keyspace of the plan");
        }
    }

    private static void run(ContextConsumer<AssertableApplicationContext> test, String... properties) {
        application(properties).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(Router.class).awaitLease(Duration.ofSeconds(5)))
                    .isTrue();
            test.accept(context);
        });
    }

    private static ApplicationContextRunner application(String... properties) {
        return new ApplicationContextRunner()
                .withUserConfiguration(NotesApplication.class)
                .withPropertyValues(
                        "godwit.keyspace=notes",
                        "godwit.initial-home=legacy",
                        "godwit.stores.legacy.url=" + stores.url("legacy"),
                        "godwit.stores.legacy.username=postgres",
                        "godwit.stores.target.url=" + stores.url("target"),
                        "godwit.stores.target.username=postgres")
                .withPropertyValues(properties);
    }

    private static Health health(AssertableApplicationContext context) {
        return context.getBean("godwitHealthIndicator", HealthIndicator.class).health();
    }

    private static double repeats(AssertableApplicationContext context) {
        return context.getBean(MeterRegistry.class)
                .get("godwit.transactions.repeats")
                .functionCounter()
                .count();
    }
}
