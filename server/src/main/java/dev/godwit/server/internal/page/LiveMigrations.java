package dev.godwit.server.internal.page;

import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControls;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationOverview;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.TimeSource;
import dev.godwit.server.access.Discretion;
import dev.godwit.server.access.Identity;
import dev.godwit.server.access.Steering;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** All migrations as the pages show them. Thread-safe. */
final class LiveMigrations {
    private static final Duration NOTE_EVERY = Duration.ofSeconds(1);

    private final MigrationControls migrations;
    private final Steering steering;
    private final Templates templates;
    private final TimeSource time;
    private final Map<MigrationName, LiveMigration> known = new ConcurrentHashMap<>();
    private final Shared<Listing> listing;
    private final Map<Boolean, Shared<List<Fragment>>> lists;

    LiveMigrations(Steering steering, Templates templates, TimeSource time) {
        this.migrations = steering.migrations();
        this.steering = steering;
        this.templates = templates;
        this.time = time;
        this.listing = new Shared<>(this::look, time);
        this.lists = Map.of(true, list(listing::get), false, list(() -> discreet(listing.get())));
    }

    private Shared<List<Fragment>> list(Supplier<Listing> shown) {
        return new Shared<>(() -> List.of(templates.fragment("list", Map.of("listing", shown.get()))), time);
    }

    private static Listing discreet(Listing listing) {
        Identity nobody = new Identity("nobody", Set.of(), false);
        return new Listing(
                listing.migrations().stream()
                        .map(each -> new Listing.Migration(
                                each.overview(), each.status().map(status -> Discretion.shown(status, nobody))))
                        .toList(),
                listing.at());
    }

    /** The list as somebody may see it. */
    List<Fragment> list(Viewer viewer) {
        return Objects.requireNonNull(lists.get(viewer.seesNames())).get();
    }

    /** Somebody has started a migration. */
    void refresh() {
        listing.refresh();
        lists.values().forEach(Shared::refresh);
    }

    /**
     * One of them.
     *
     * @throws GodwitException with {@code MIGRATION_NOT_FOUND} when it does not run here
     */
    LiveMigration of(MigrationName name) {
        migrations.control(Optional.of(name)).status();
        return known.computeIfAbsent(name, this::open);
    }

    /** How long the application's transactions took in one that does not run here. */
    ApplicationLatency latency(MigrationName name) {
        return migrations.latency(name);
    }

    /** What is known of one that does not run here. */
    Optional<MigrationOverview> overview(MigrationName name) {
        return migrations.overview().stream()
                .filter(migration -> migration.name().equals(name))
                .findFirst();
    }

    /** Notes how fast they are, until it is interrupted. */
    void watch() throws InterruptedException {
        while (true) {
            for (MigrationName name : migrations.names()) {
                note(name);
            }
            time.sleep(NOTE_EVERY);
        }
    }

    private void note(MigrationName name) {
        try {
            of(name).note();
        } catch (GodwitException e) {
            // It ended or stopped at this moment: there is nothing to note.
        }
    }

    private LiveMigration open(MigrationName name) {
        return new LiveMigration(
                name, steering, StageMark.names(steering.plans().runbook(name)), templates, time);
    }

    private Listing look() {
        return new Listing(
                migrations.overview().stream()
                        .map(overview -> new Listing.Migration(overview, status(overview)))
                        .toList(),
                time.wallClock());
    }

    private Optional<MigrationStatus> status(MigrationOverview overview) {
        return switch (overview.state()) {
            case RUNNING -> migrationStatus(overview.name());
            case WAITING, ENDED -> Optional.empty();
        };
    }

    private Optional<MigrationStatus> migrationStatus(MigrationName name) {
        try {
            return Optional.of(migrations.control(Optional.of(name)).status());
        } catch (GodwitException e) {
            // It ended or stopped at this moment.
            return Optional.empty();
        }
    }
}
