package dev.godwit.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Refusal;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenTransactionTest {
    private static final Set<UnitId> U = Set.of(RouterWorld.U);
    private static final Set<UnitId> V = Set.of(RouterWorld.V);

    private final RouterWorld world = new RouterWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_write_enters_at_once_and_keeps_its_home_to_the_end() {
        world.connect().leased();
        FakeMove move = world.move(RouterWorld.U);
        try (RouterTransaction<FakeSession> transaction = write()) {
            assertThat(transaction.connection().holds(RouterWorld.U)).isTrue();
            transaction.connection().put("u", "k", 1);
            world.simulation.start("move", () -> move.change(Duration.ofMillis(1)));
            world.simulation.pass(Duration.ofMillis(20));
            assertThat(transaction.connection().get("k")).hasValue(1);
            transaction.commit();
        }
        assertThat(world.a.data.rows()).containsKey("k");

        assertThat(world.get(RouterWorld.U, "k")).hasValue(1);
        assertThat(world.statistics().writes()).isEqualTo(1);
    }

    @Test
    void a_write_waits_for_its_home_without_a_connection_and_finds_the_other_store() {
        world.connect().leased();
        FakeMove move = world.move(RouterWorld.U);
        world.simulation.pass(Duration.ofMillis(5));
        move.announce();
        move.freeze();
        world.simulation.start("move", () -> {
            world.simulation.pass(Duration.ofMillis(30));
            assertThat(world.a.open).isEmpty();
            move.drainAndSeal();
            move.demote();
            move.promote();
            move.record();
        });

        try (RouterTransaction<FakeSession> transaction = write()) {
            assertThat(transaction.connection().store()).isSameAs(world.b);
            transaction.connection().put("u", "k", 1);
            transaction.commit();
        }

        assertThat(world.b.data.rows()).containsOnlyKeys("k");
        assertThat(world.statistics().heldWrites()).isEqualTo(1);
        assertThat(world.statistics().refusals()).containsEntry(Refusal.FROZEN, 1L);
    }

    @Test
    void a_leased_read_counts_while_the_placement_stays() {
        world.connect().leased();
        world.put(RouterWorld.U, "k", 1);
        try (RouterTransaction<FakeSession> transaction = read()) {
            assertThat(transaction.connection().get("k")).hasValue(1);
            transaction.requireTrust();
            transaction.commit();
        }
        assertThat(world.statistics().leasedReads()).isEqualTo(1);
        assertThat(world.a.open).isEmpty();
    }

    @Test
    void a_leased_read_is_refused_from_the_moment_at_which_the_placement_changes() {
        world.connect().leased();
        FakeMove move = world.move(RouterWorld.U);
        world.simulation.pass(Duration.ofMillis(5));
        try (RouterTransaction<FakeSession> transaction = read()) {
            transaction.connection().get("k");
            transaction.requireTrust();
            move.change(Duration.ofMillis(1));

            assertRefused(transaction::requireTrust);
            assertRefused(() -> transaction.join(V));
            assertRefused(transaction::commit);
            transaction.rollback();
        }
        assertThat(world.statistics().leasedReads()).isZero();
    }

    @Test
    void a_leased_read_is_refused_by_the_commit_if_nobody_asked_before() {
        world.connect().leased();
        try (RouterTransaction<FakeSession> transaction = read()) {
            transaction.connection().get("k");
            world.controlPlane.up = false;
            world.simulation.pass(FakeControlPlane.LEASE.plusMillis(1));

            assertRefused(transaction::commit);
        }
    }

    @Test
    void a_strict_read_looks_again_when_it_ends() {
        world.controlPlane.up = false;
        world.connect();
        FakeMove move = world.move(RouterWorld.U);
        try (RouterTransaction<FakeSession> transaction = read()) {
            transaction.connection().get("k");
            transaction.commit();
        }
        assertThat(world.statistics().strictReads()).isEqualTo(1);

        try (RouterTransaction<FakeSession> transaction = read()) {
            transaction.connection().get("k");
            move.change(Duration.ofMillis(1));
            assertRefused(transaction::commit);
        }
        try (RouterTransaction<FakeSession> transaction = read()) {
            assertThat(transaction.connection().store()).isSameAs(world.b);
            transaction.connection().get("k");
            transaction.rollback();
        }
        try (RouterTransaction<FakeSession> transaction = read()) {
            transaction.connection().get("k");
            move.change(Duration.ofMillis(1));
            assertRefused(transaction::rollback);
        }
    }

    @Test
    void a_strict_read_is_answered_by_a_frozen_home() {
        world.controlPlane.up = false;
        world.connect();
        FakeMove move = world.move(RouterWorld.U);
        move.freeze();
        try (RouterTransaction<FakeSession> transaction = read()) {
            assertThat(transaction.connection().store()).isSameAs(world.a);
            transaction.commit();
        }
    }

    @Test
    void units_with_the_same_home_join_and_others_are_refused_before_any_sql() {
        world.connect().leased();
        try (RouterTransaction<FakeSession> transaction = write()) {
            transaction.join(V);
            assertThat(transaction.connection().holds(RouterWorld.V)).isTrue();
            int before = world.a.roundTrips;
            transaction.join(V);
            assertThat(world.a.roundTrips).isEqualTo(before);
        }
        world.move(RouterWorld.V).change(Duration.ofMillis(1));
        world.simulation.pass(Duration.ofMillis(5));
        for (TransactionOptions options :
                new TransactionOptions[] {TransactionOptions.WRITE, TransactionOptions.READ}) {
            try (RouterTransaction<FakeSession> transaction = world.router.open(U, options)) {
                int before = world.a.roundTrips + world.b.roundTrips;
                assertThatThrownBy(() -> transaction.join(V)).isInstanceOf(UnitsApartException.class);
                assertThat(world.a.roundTrips + world.b.roundTrips).isEqualTo(before);
                transaction.commit();
            }
        }
    }

    @Test
    void a_unit_that_is_frozen_when_it_joins_costs_the_transaction() {
        world.connect().leased();
        FakeMove move = world.move(RouterWorld.V);
        world.simulation.pass(Duration.ofMillis(5));
        try (RouterTransaction<FakeSession> transaction = write()) {
            transaction.connection().put("u", "k", 1);
            move.freeze();
            assertRefused(() -> transaction.join(V));
            assertRefused(transaction::commit);
        }
        assertThat(world.a.data.rows()).isEmpty();
    }

    @Test
    void units_join_again_after_a_savepoint() {
        world.connect().leased();
        try (RouterTransaction<FakeSession> transaction = write()) {
            transaction.rolledBackToSavepoint();
            int before = world.a.roundTrips;
            transaction.join(U);
            assertThat(world.a.roundTrips).isEqualTo(before + 1);
        }
    }

    @Test
    void what_is_not_committed_is_rolled_back() {
        world.connect().leased();
        try (RouterTransaction<FakeSession> transaction = write()) {
            transaction.connection().put("u", "k", 1);
        }
        assertThat(world.a.data.rows()).isEmpty();
        assertThat(world.a.open).isEmpty();
    }

    @Test
    void a_commit_without_an_answer_is_ambiguous() {
        world.connect().leased();
        try (RouterTransaction<FakeSession> transaction = write()) {
            transaction.connection().put("u", "k", 1);
            world.a.answersCommits = false;
            RouterWorld.assertCode(transaction::commit, ErrorCode.STORE_OUTCOME_UNKNOWN);
        }
    }

    @Test
    void where_nothing_is_installed_a_write_that_is_overtaken_by_the_installation_is_refused() {
        world.a.fenced = false;
        world.b.fenced = false;
        world.connect().leased();
        try (RouterTransaction<FakeSession> transaction = write()) {
            transaction.connection().put("u", "k", 1);
            transaction.commit();
        }
        try (RouterTransaction<FakeSession> transaction = write()) {
            world.a.install(Role.HOME);
            assertRefused(transaction::commit);
        }
        world.a.uninstall();
        try (RouterTransaction<FakeSession> transaction = write()) {
            transaction.connection().get("k");
            world.a.fenced = true;
            assertRefused(transaction::rollback);
        }
        try (RouterTransaction<FakeSession> transaction = write()) {
            assertThat(transaction.connection().holds(RouterWorld.U)).isTrue();
        }
    }

    @Test
    void without_a_unit_it_is_where_it_was_told_and_no_unit_takes_part() {
        world.connect().leased();
        try (RouterTransaction<FakeSession> transaction = world.router.open(world.b.name(), TransactionOptions.WRITE)) {
            assertThat(transaction.connection().store()).isSameAs(world.b);
            transaction.join(Set.of());
            RouterWorld.assertCode(() -> transaction.join(U), ErrorCode.INVALID_REQUEST);
            transaction.commit();
        }
        RouterWorld.assertCode(() -> world.router.open(Set.of(), TransactionOptions.WRITE), ErrorCode.INVALID_REQUEST);
    }

    private RouterTransaction<FakeSession> write() {
        return world.router.open(U, TransactionOptions.WRITE);
    }

    private RouterTransaction<FakeSession> read() {
        return world.router.open(U, TransactionOptions.READ);
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(TransactionRefusedException.class);
    }
}
