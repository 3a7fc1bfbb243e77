package dev.godwit.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationName;
import dev.godwit.core.SystemTime;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.internal.control.ControlStores;
import dev.godwit.engine.internal.control.JdbiControlStore;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.testkit.SeededScheduler;
import dev.godwit.testkit.SimulatedProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two servers and one control store, on clocks of a seed: each way to the control store takes up to 60 ms. At no moment do
 * both trust that they lead.
 */
class LeadershipTest {
    private static final MigrationName MIGRATION = new MigrationName("test");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LONGEST_WAY = Duration.ofMillis(60);

    private static String url;

    private SeededScheduler scheduler;
    private Server first;
    private Server second;
    private boolean away;

    @BeforeAll
    static void prepare(@TempDir Path folder) {
        url = "jdbc:sqlite:" + folder.resolve("control.db");
        ControlStores.open(EngineSettings.of("test", url), new SystemTime(), () -> {})
                .close();
    }

    private void begin(long seed) {
        scheduler = new SeededScheduler(seed);
        first = new Server("first");
        first.start();
        until(first::leads, Duration.ofSeconds(2));
        second = new Server("second");
        second.start();
        pass(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void wall_clocks_that_jump_change_nothing(long seed) {
        begin(seed);
        for (Server server : List.of(first, second)) {
            for (Duration jump : List.of(HOUR, HOUR.negated(), HOUR.negated(), HOUR)) {
                server.process.stepWallClock(jump);
                pass(scheduler.upTo(Duration.ofSeconds(5)));
                assertThat(first.leads()).isTrue();
            }
        }
        assertThat(second.terms).isZero();
        assertThat(first.terms).isOne();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void a_leader_that_has_died_is_followed_within_a_second_and_a_half(long seed) {
        begin(seed);
        pass(scheduler.upTo(Duration.ofSeconds(1)));
        first.process.crash();
        long died = scheduler.nowNanos();
        until(second::leads, Duration.ofMillis(1_300));
        assertThat(scheduler.nowNanos() - died)
                .as("not before the lease of the one that died was over")
                .isGreaterThan(Duration.ofMillis(500).toNanos());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void a_leader_that_stands_still_finds_out_by_itself_and_its_late_writes_are_refused(long seed) {
        begin(seed);
        pass(scheduler.upTo(Duration.ofSeconds(1)));
        first.process.stall(Duration.ofSeconds(3));
        assertThat(first.leads()).isTrue();
        pass(Duration.ofSeconds(3).minusMillis(1));
        assertThat(second.leads()).isTrue();
        assertThat(first.leads()).as("by its own clock").isFalse();

        Optional<ErrorCode> refused = first.ask(() -> first.control.note(MIGRATION, "test", "too late"));
        assertThat(refused).contains(ErrorCode.NOT_LEADING);
        assertThat(first.ask(() -> first.leadership.requireLead())).contains(ErrorCode.NOT_LEADING);
        pass(Duration.ofMillis(500));
        assertThat(first.lost).isOne();
        assertThat(first.leadership.leaderAddress()).contains("second");

        second.process.crash();
        until(first::leads, Duration.ofSeconds(2));
        assertThat(first.ask(() -> first.control.note(MIGRATION, "test", "in a new term")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void while_the_control_store_is_away_nobody_leads_and_then_the_same_server_goes_on(long seed) {
        begin(seed);
        away = true;
        pass(Duration.ofSeconds(1));
        assertThat(first.leads()).isFalse();
        pass(Duration.ofSeconds(59));
        away = false;
        until(first::leads, Duration.ofSeconds(1));
        pass(Duration.ofSeconds(5));
        assertThat(first.leads()).isTrue();
        assertThat(first.lost + second.terms).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_lead_that_is_given_up_is_taken_at_once(long seed) {
        begin(seed);
        first.ask(first.leadership::resign);
        until(second::leads, Duration.ofMillis(300));
        assertThat(first.lost).as("nobody took it from the first").isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_server_that_can_not_stand_by_is_told_that_another_one_leads(long seed) {
        begin(seed);
        Server third = new Server("third");
        assertThat(third.ask(third.leadership::take)).contains(ErrorCode.CONTROL_STORE_IN_USE);
        assertThat(first.leads()).isTrue();
    }

    /** Otherwise the next server would give up on a machine that is busy with its start. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_server_that_comes_late_to_its_first_look_takes_the_seat_of_a_dead_one(long seed) {
        begin(seed);
        second.process.crash();
        first.process.crash();
        Server third = new Server("third");
        SimulatedProcess busy = scheduler.process("busy");
        busy.start("busy", () -> {
            busy.pass(Duration.ofMillis(1));
            third.process.stall(Duration.ofSeconds(3));
        });
        assertThat(third.ask(third.leadership::take)).isEmpty();
        assertThat(third.leads()).isTrue();
    }

    /** Lets this much time pass; whatever happens, at most one server trusts that it leads. */
    private void pass(Duration duration) {
        long end = scheduler.nowNanos() + duration.toNanos();
        until(() -> scheduler.nowNanos() >= end, duration.plusSeconds(1));
    }

    private void until(BooleanSupplier reached, Duration atMost) {
        long end = scheduler.nowNanos() + atMost.toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(scheduler.nowNanos()).as("not within %s", atMost).isLessThanOrEqualTo(end);
            assertThat(scheduler.step()).isTrue();
            assertThat(scheduler.failures()).isEmpty();
            if (second != null) {
                assertThat(first.leads() && second.leads())
                        .as("both servers trust that they lead")
                        .isFalse();
            }
        }
    }

    /** A server that stands by whenever it does not lead, and has a clock of its own. */
    private final class Server {
        private final SimulatedProcess process;
        private final ControlStore control;
        private final Leadership leadership;
        private int terms;
        private int lost;

        Server(String name) {
            process = scheduler.process(name);
            process.stepWallClock(scheduler.upTo(HOUR));
            control = new JdbiControlStore(Jdbi.create(new SlowWay(process)), process, () -> {}, () -> {});
            leadership = new Leadership(control, name, process, process);
            leadership.answersAt(name);
        }

        void start() {
            process.start("candidate", this::stand);
        }

        private void stand() {
            try {
                leadership.await();
                terms++;
                leadership.keep(() -> {
                    lost++;
                    start();
                });
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        boolean leads() {
            return !process.isCrashed() && leadership.trusted().isPresent();
        }

        /** Lets the server do something; the code of the error that comes of it. */
        Optional<ErrorCode> ask(Runnable work) {
            List<Optional<ErrorCode>> answer = new ArrayList<>();
            process.start("asked", () -> {
                try {
                    work.run();
                    answer.add(Optional.empty());
                } catch (GodwitException e) {
                    answer.add(Optional.of(e.code()));
                }
            });
            until(() -> !answer.isEmpty(), Duration.ofSeconds(5));
            return answer.getFirst();
        }
    }

    /** Connections to the control store that take a while to be had, and to be answered. */
    private final class SlowWay implements ConnectionFactory {
        private final SimulatedProcess process;
        private Optional<Connection> open = Optional.empty();

        SlowWay(SimulatedProcess process) {
            this.process = process;
        }

        @Override
        public Connection openConnection() throws SQLException {
            process.pass(scheduler.upTo(LONGEST_WAY));
            if (away) {
                throw new SQLException("the control store is away");
            }
            // Nobody else goes on before it is given back, and no time passes.
            Connection connection = open.isPresent()
                    ? open.get()
                    : DriverManager.getConnection(url + "?transaction_mode=IMMEDIATE&synchronous=OFF");
            open = Optional.of(connection);
            return connection;
        }

        @Override
        public void closeConnection(Connection connection) {
            process.pass(scheduler.upTo(LONGEST_WAY));
        }
    }
}
