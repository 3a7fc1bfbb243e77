package dev.godwit.spec.internal.model;

import static dev.godwit.spec.internal.model.LossWorld.NO_HEIR;
import static dev.godwit.spec.internal.model.LossWorld.NO_MARK;
import static dev.godwit.spec.internal.model.LossWorld.NO_TOKEN;
import static dev.godwit.spec.internal.model.Side.A;
import static dev.godwit.spec.internal.model.Side.B;
import static dev.godwit.spec.internal.model.Side.BOTH;
import static dev.godwit.spec.internal.model.Side.letter;

import dev.godwit.core.Phase;
import dev.godwit.core.Role;
import dev.godwit.spec.internal.explore.Invariant;
import dev.godwit.spec.internal.explore.Model;
import dev.godwit.spec.internal.explore.Table;
import dev.godwit.spec.internal.model.LossWorld.Server;
import dev.godwit.spec.internal.model.LossWorld.Store;
import java.util.Set;

/**
 * A store forgets its last commit: a standby that lacked it is promoted, or a backup restored. Its incarnation changes.
 * Before anything else the fences are asserted again from the control record, and the whole unit is unverified.
 */
final class LossModel implements Model<LossWorld> {
    private final int writes;
    private final int losses;
    private final int attempts;
    private final int tokens;
    private final LossMovers movers;
    private final Set<Rule> broken;

    LossModel(Size size, Set<Rule> broken) {
        this.writes = size.get("writes", 3);
        this.losses = size.get("losses", 2);
        this.attempts = size.get("attempts", 3);
        this.tokens = size.get("tokens", 4);
        this.movers = new LossMovers(tokens);
        this.broken = broken;
    }

    @Override
    public LossWorld world() {
        return new LossWorld();
    }

    @Override
    public int words() {
        return 3;
    }

    @Override
    public void enter(Table<LossWorld> table) {
        for (int store : BOTH) {
            server(table, store);
            application(table, store);
        }
        reassertion(table);
        cutover(table);
        recovery(table);
        for (int mover : BOTH) {
            movers.enter(table, mover);
        }
    }

    // ---- the servers

    private void server(Table<LossWorld> table, int store) {
        table.step(
                "the standby of " + letter(store) + " catches up",
                now -> !now.servers[store].isFlushed(),
                then -> then.servers[store].standby.become(then.now(store)));

        table.fault(
                "the standby of " + letter(store) + " is promoted, without the last commit",
                now -> now.losses < losses && !now.servers[store].isFlushed(),
                then -> {
                    Server server = then.servers[store];
                    then.losses++;
                    // What the application wrote asynchronously the store may lose; Godwit only must not lose more.
                    if (server.now.role == Role.HOME && server.now.value != server.standby.value) {
                        then.latest = server.standby.value;
                    }
                    server.now.become(server.standby);
                    if (!broken.contains(Rule.LOSTCOMMIT)) {
                        server.changed = true;
                    }
                });
    }

    private void application(Table<LossWorld> table, int store) {
        table.step(
                "application: writes in " + letter(store),
                now -> now.writes < writes && now.now(store).role == Role.HOME,
                then -> {
                    Store home = then.commit(store);
                    home.value = ++then.writes;
                    home.mark = ++home.lastMark;
                    then.latest = home.value;
                });
    }

    // ---- a changed incarnation is heeded before anything else

    private void reassertion(Table<LossWorld> table) {
        table.step("coordinator: asserts the fences again, nothing is verified", LossWorld::isChanged, then -> {
            int home = then.home();
            then.commit(A);
            then.commit(B);
            if (!then.phase.cutting()) {
                assertHome(then, home);
            }
            then.verified = false;
            then.checked = false;
            for (Server server : then.servers) {
                server.changed = false;
            }
            if (!broken.contains(Rule.OLDNUMBERS)) {
                for (Server server : then.servers) {
                    // Beyond all that it may have handed out and forgotten: one token and one mark at most.
                    Store store = server.now;
                    store.lastToken += store.lastToken < tokens + losses ? 1 : 0;
                    store.lastMark++;
                }
            }
        });

        table.step(
                "coordinator: verifies the whole unit, and repairs the mirror",
                now -> !now.verified
                        && !now.isChanged()
                        && !now.phase.cutting()
                        && now.mirror().isOpenMirror(),
                then -> {
                    // By a mover of its own, so whoever had a token is shut out.
                    Store mirror = then.commit(1 - then.home());
                    mirror.token = NO_TOKEN;
                    mirror.value = then.now(then.home()).value;
                    then.verified = true;
                });
    }

    private static void assertHome(LossWorld then, int home) {
        Store mirror = then.now(1 - home);
        if (then.now(home).role == Role.HOME) {
            if (mirror.heir != NO_HEIR) {
                then.now(1 - home).become(Role.MIRROR);
            }
            return;
        }
        boolean heir = then.now(home).heir != NO_HEIR && then.now(home).heir == mirror.epoch;
        boolean frozen = then.now(home).role == Role.FROZEN;
        if (mirror.role == Role.MIRROR && (heir || frozen || mirror.heir == NO_HEIR)) {
            then.now(home).become(Role.HOME);
        }
    }

    // ---- cutover

    private void cutover(Table<LossWorld> table) {
        table.step(
                "coordinator: step 1, the record says CUTTING",
                now -> now.phase == Phase.SYNCED
                        && now.attempts < attempts
                        && now.verified
                        && !now.isChanged()
                        && now.now(A).role == Role.HOME
                        && now.now(B).isOpenMirror(),
                then -> {
                    then.phase = Phase.CUTTING;
                    then.attempts++;
                    then.expected[A] = then.now(A).epoch;
                    then.expected[B] = then.now(B).epoch;
                });

        table.step(
                "coordinator: step 3, A is FROZEN",
                now -> now.phase == Phase.CUTTING && is(now, A, Role.HOME, 0),
                then -> then.commit(A).become(Role.FROZEN));

        table.step(
                "coordinator: steps 4 to 6, no mark is left, B is sealed",
                now -> is(now, A, Role.FROZEN, 1)
                        && is(now, B, Role.MIRROR, 0)
                        && now.now(A).mark == NO_MARK
                        && now.verified,
                then -> {
                    Store mirror = then.commit(B);
                    mirror.become(Role.MIRROR);
                    mirror.heir = then.expected[A] + 2;
                    then.checked = false;
                });

        table.step(
                "coordinator: both incarnations are still the same",
                now -> is(now, A, Role.FROZEN, 1) && isHeir(now, 1) && !now.checked && now.verified && !now.isChanged(),
                then -> then.checked = true);

        table.step(
                "coordinator: step 7, A is a mirror",
                now -> is(now, A, Role.FROZEN, 1)
                        && now.now(A).mark == NO_MARK
                        && isHeir(now, 1)
                        && (now.checked || (broken.contains(Rule.NOCHECK) && now.verified)),
                then -> then.commit(A).become(Role.MIRROR));

        table.step(
                "coordinator: step 8, B is HOME; step 7 is on A's standby",
                now -> is(now, A, Role.MIRROR, 2)
                        && isHeir(now, 1)
                        && (now.servers[A].isFlushed() || broken.contains(Rule.NOFLUSH)),
                then -> then.commit(B).become(Role.HOME));

        table.step(
                "coordinator: step 9, the record says PROBATION",
                now -> now.phase == Phase.CUTTING && now.now(B).role == Role.HOME,
                then -> record(then, Phase.PROBATION));
    }

    /** Whether the fence is as the attempt has left it so many steps after it began. */
    private static boolean is(LossWorld now, int store, Role role, int steps) {
        return now.phase == Phase.CUTTING
                && now.now(store).role == role
                && now.now(store).epoch == now.expected[store] + steps;
    }

    private static boolean isHeir(LossWorld now, int steps) {
        return is(now, B, Role.MIRROR, steps) && now.now(B).heir == now.expected[A] + 2;
    }

    private static void record(LossWorld then, Phase phase) {
        then.phase = phase;
        then.checked = false;
        then.expected[A] = 0;
        then.expected[B] = 0;
    }

    // ---- an attempt that fails, and what a loss leaves of it

    private static void recovery(Table<LossWorld> table) {
        table.step(
                "coordinator: thaw",
                now -> now.phase == Phase.CUTTING && now.now(A).role == Role.FROZEN && now.now(B).role == Role.MIRROR,
                then -> then.commit(A).become(Role.HOME));

        table.step(
                "coordinator: the mirror is reopened, so that the attempt is void",
                now -> now.phase == Phase.CUTTING
                        && now.now(A).role == Role.HOME
                        && now.now(B).role == Role.MIRROR
                        && (now.now(B).heir != NO_HEIR || now.now(B).epoch == now.expected[B]),
                then -> then.commit(B).become(Role.MIRROR));

        table.step(
                "coordinator: the record goes back",
                now -> now.phase == Phase.CUTTING
                        && now.now(A).role == Role.HOME
                        && now.now(B).isOpenMirror()
                        && now.now(B).epoch != now.expected[B],
                then -> record(then, Phase.SYNCED));

        table.step(
                "coordinator: the way back, B is reopened",
                now -> is(now, A, Role.MIRROR, 2) && now.now(B).role == Role.MIRROR && now.now(B).heir != NO_HEIR,
                then -> then.commit(B).become(Role.MIRROR));

        table.step(
                "coordinator: the way back, A is restored",
                now -> is(now, A, Role.MIRROR, 2) && now.now(B).isOpenMirror(),
                then -> then.commit(A).become(Role.HOME));
    }

    // ---- what must hold

    @Override
    public void check(LossWorld world) {
        Store a = world.now(A);
        Store b = world.now(B);
        world.holds(a.role != Role.HOME || b.role != Role.HOME, Invariant.ONE_HOME, "A and B both take writes");
        for (int store : BOTH) {
            world.holds(
                    world.now(store).role != Role.HOME || world.now(store).value == world.latest,
                    Invariant.HOME_HAS_ALL,
                    "home has " + world.now(store).value + ", the last write was " + world.latest);
        }
        boolean trusted = world.verified && !world.isChanged();
        world.holds(
                !trusted || a.value == b.value || a.mark != NO_MARK || b.mark != NO_MARK,
                Invariant.DIFFERENCES_ARE_MARKED,
                a.value + " in A and " + b.value + " in B");
    }

    @Override
    public boolean isSettled(LossWorld world) {
        return !world.phase.cutting()
                && world.verified
                && !world.isChanged()
                && world.now(world.home()).role == Role.HOME
                && world.mirror().role == Role.MIRROR;
    }
}
