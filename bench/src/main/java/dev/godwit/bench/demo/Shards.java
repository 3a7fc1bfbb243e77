package dev.godwit.bench.demo;

import dev.godwit.bench.demo.ShardsFigures.Moved;
import dev.godwit.bench.workload.NoteLayout;
import dev.godwit.bench.workload.NotesKeyspace;
import dev.godwit.checkers.CheckResult;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Placement;
import dev.godwit.core.Plan;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.server.GodwitServer;
import dev.godwit.server.ServedMigration;
import dev.godwit.server.ServerSettings;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The story of the shards: one store becomes four, a fifth comes, an account gets a store of its own, a store is emptied, and
 * all of it becomes one store again, while users work who check every answer.
 */
final class Shards {
    private static final long WARM_UP_MILLIS = 2_000;

    private final DemoSettings settings;
    private final Screen screen;
    private final NoteLayout layout;
    private final List<Moved> moves = new ArrayList<>();
    /** Where the policies put each account, counted without Godwit. */
    private final Map<UnitId, StoreName> expected = new HashMap<>();

    Shards(DemoSettings settings, Screen screen) {
        this.settings = settings;
        this.screen = screen;
        this.layout = new NoteLayout(settings.accounts(), settings.notesPerAccount());
        IntStream.range(0, layout.accounts())
                .forEach(account -> expected.put(UnitId.of(layout.account(account)), new StoreName(ShardPlans.ONE)));
    }

    ShardsFigures run() throws IOException, InterruptedException, SQLException {
        screen.step("two PostgreSQL servers start with six stores, and one of these gets %,d notes of %,d accounts"
                .formatted(layout.notesAtStart(), layout.accounts()));
        try (Scenery scenery = Scenery.build(layout, settings.keep(), ShardPlans.STORES);
                Applications applications = new Applications(settings, scenery)) {
            ShardPlans plans = new ShardPlans(scenery.storesOfGodwit(), layout);
            screen.step(DemoSettings.APPLICATIONS + " application processes start, each with a router and "
                    + DemoSettings.RESIDENTS + " users who check every answer");
            applications.start();
            Thread.sleep(WARM_UP_MILLIS);
            tell(scenery, plans, applications);
            applications.end();
            screen.step("checkers that know nothing of Godwit judge every answer and every row");
            return figures(scenery, applications);
        }
    }

    private void tell(Scenery scenery, ShardPlans plans, Applications applications) throws InterruptedException {
        ServerSettings server = new ServerSettings(
                scenery.folder(), 0, Optional.empty(), Optional.empty(), Optional.empty(), DemoSettings.MOVERS);
        screen.step("one store becomes four");
        try (GodwitServer godwit = GodwitServer.start(plans.split(), server)) {
            finish(godwit, godwit.migrations().getFirst(), "split 1 to 4", applications);
            next(godwit, plans.addition(), "a fifth store gets its share", "rebalance 4 to 5", applications);
            next(godwit, plans.isolation(), "one account gets a store of its own", "isolate one", applications);
            next(godwit, plans.drain(), "store two is emptied", "drain one store", applications);
            next(godwit, plans.merger(), "all of it becomes one store again", "back to 1", applications);
        }
    }

    private void next(GodwitServer godwit, Plan plan, String step, String what, Applications applications)
            throws InterruptedException {
        screen.step(step);
        finish(godwit, godwit.add(plan), what, applications);
    }

    private void finish(GodwitServer godwit, ServedMigration migration, String what, Applications applications)
            throws InterruptedException {
        double begun = screen.seconds();
        Conductor conductor = new Conductor(migration, applications::totals, screen);
        conductor.awaitAllMoved();
        MigrationStatus moved = conductor.status();
        double seconds = screen.seconds() - begun;
        conductor.command(CommandKind.FINALIZE, Scope.MIGRATION);
        conductor.awaitEnd();
        moves.add(new Moved(
                migration.plan().migration().value(),
                what,
                carryOut(migration.plan()),
                moved.unitsMoved(),
                homes(godwit),
                moved.cutovers(),
                seconds));
        migration.close();
    }

    /** What a plan should do, counted by the policy alone: how many accounts it moves. */
    private long carryOut(Plan plan) {
        Plan.Spread spread = plan.spread().orElseThrow();
        long moved = 0;
        for (Map.Entry<UnitId, StoreName> account : expected.entrySet()) {
            if (spread.sources().contains(account.getValue())) {
                StoreName home = spread.policy().choose(account.getKey(), Optional.of(account.getValue()), store -> 0);
                moved += home.equals(account.getValue()) ? 0 : 1;
                account.setValue(home);
            }
        }
        return moved;
    }

    private Map<String, Long> homes(GodwitServer godwit) {
        Map<String, Long> homes = new TreeMap<>();
        List<Placement> placed = godwit.placements(NotesKeyspace.KEYSPACE.name());
        placed.forEach(placement -> homes.merge(placement.home().value(), 1L, Long::sum));
        homes.merge(ShardPlans.ONE, (long) layout.accounts() - placed.size(), Long::sum);
        return homes;
    }

    private ShardsFigures figures(Scenery scenery, Applications applications) throws IOException, SQLException {
        scenery.checks().look("look at the end", scenery.legacySide());
        CheckResult histories = scenery.checks().histories();
        CheckResult seen = scenery.checks().starsSeen();
        CheckResult kept = scenery.checks().starsIn(scenery.legacySide());
        screen.end();
        return new ShardsFigures(
                applications.totals(), moves, histories, seen, kept, scenery.rowsBesidesFirst(), screen.seconds());
    }
}
