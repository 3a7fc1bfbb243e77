package dev.godwit.server.internal.page;

import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.MigrationControl.UnitView;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.TimeSource;
import dev.godwit.server.access.Permission;
import dev.godwit.server.access.Steering;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A migration as its page shows it: looked up and rendered once for all who look with the same rights. Thread-safe. */
final class LiveMigration {
    private static final int EVENTS = 200;
    private static final int MOST_UNITS = 1_000_000;

    private record Rendered(Snapshot snapshot, List<Fragment> fragments) {}

    private final MigrationName name;
    private final Steering steering;
    private final List<String> stages;
    private final Templates templates;
    private final TimeSource time;
    private final Rates rates = new Rates();
    private final Shared<Snapshot> snapshot;
    private final Map<Set<Permission>, Rendered> rendered = new ConcurrentHashMap<>();

    LiveMigration(MigrationName name, Steering steering, List<String> stages, Templates templates, TimeSource time) {
        this.name = name;
        this.steering = steering;
        this.stages = stages;
        this.templates = templates;
        this.time = time;
        this.snapshot = new Shared<>(this::look, time);
    }

    Snapshot snapshot() {
        return snapshot.get();
    }

    /** Something was changed by hand: who gave the command wants to see it at once. */
    void refresh() {
        snapshot.refresh();
    }

    /** Notes how fast it is, whether anybody looks or not. */
    void note() {
        MigrationStatus status = control().status();
        if (!status.ended() && !status.retains()) {
            rates.add(new Rates.Point(
                    time.wallClock(), status.copyRowsPerSecond(), status.verifyRowsPerSecond(), status.lagMillis()));
        }
    }

    /** All parts of the page that change. */
    List<Fragment> fragments(Viewer viewer) {
        Snapshot now = snapshot();
        Rendered known = rendered.get(viewer.rights());
        if (known == null || !known.snapshot().at().equals(now.at())) {
            known = new Rendered(now, render(now, viewer));
            rendered.put(viewer.rights(), known);
        }
        return known.fragments();
    }

    private List<Fragment> render(Snapshot now, Viewer viewer) {
        Map<String, Object> values = Map.of("now", now.shownTo(viewer), "viewer", viewer);
        return List.of(
                templates.fragment("head", values),
                templates.fragment("commands", values),
                templates.fragment("needs", values),
                templates.fragment("timeline", values),
                templates.fragment("figures", values),
                templates.fragment("board", values),
                templates.fragment("rates", values),
                templates.fragment("pauses", values),
                templates.fragment("latency", values),
                templates.fragment("events", values));
    }

    private MigrationControl control() {
        return steering.migrations().control(Optional.of(name));
    }

    private Snapshot look() {
        MigrationControl migration = control();
        MigrationStatus status = migration.status();
        List<UnitView> units = migration.units(UnitFilter.ALL, MOST_UNITS);
        List<JournalEntry> events = migration.journal(EVENTS).reversed();
        return new Snapshot(
                status,
                Board.of(status.waves(), units),
                PauseHistogram.of(units),
                rates.points(),
                migration.latency(),
                events,
                steering.awaitingApproval(name),
                StageMark.of(stages, status),
                time.wallClock());
    }
}
