package dev.godwit.notely.application;

import dev.godwit.notely.strategy.StrategyName;
import dev.godwit.notely.telemetry.TelemetrySnapshot;
import dev.godwit.notely.terminal.NotelyControls;
import dev.godwit.notely.terminal.NotelyView;
import dev.godwit.notely.terminal.TrafficView.Counted;
import java.util.Optional;

/** What the terminal shows of a Notely that runs in this process, and what its keys do there. Thread-safe. */
public final class ViewFeed {
    private final Notely notely;
    private final Optional<Users> users;
    private final MigrationFeed migrations;

    /**
     * A feed.
     *
     * @param users absent when nobody simulates any
     */
    public ViewFeed(Notely notely, Optional<Users> users) {
        this.notely = notely;
        this.users = users;
        this.migrations = new MigrationFeed(
                notely.accounts(),
                notely.journey(),
                new NoteCounts(notely.deployments().proxies().telling(version -> {}), notely.time()),
                first(notely.settings().strategy()));
    }

    /** How it stands now. */
    public NotelyView view() {
        TelemetrySnapshot measured = notely.board().snapshot();
        return new NotelyView(
                mode(),
                notely.url().toString(),
                notely.time().wallClock(),
                TrafficFeed.view(
                        measured,
                        users.flatMap(Users::lastMiss),
                        users.map(Users::errors).orElse(Counted.NONE)),
                DeploymentFeed.view(notely.deployments().status(), measured),
                migrations.accounts(),
                migrations.migrations());
    }

    /** What the keys do. */
    public NotelyControls controls() {
        return new Keys(
                notely.deployments(),
                notely.accounts(),
                notely.journey(),
                notely.settings().shards());
    }

    /** Where the notes of an account are that has no shard; in the exercise that is up to the reader. */
    private static String first(StrategyName strategy) {
        return switch (strategy) {
            case GODWIT, LEGACY_ONLY, MIGRATE_ON_UPDATE -> NotelySettings.LEGACY;
            case NEW_ONLY, SHARD_ON_UPDATE -> NotelySettings.NEW;
            case EXERCISE -> "-";
        };
    }

    private String mode() {
        if (notely.settings().godwit()) {
            return "godwit";
        }
        return "workshop: "
                + notely.deployments()
                        .status()
                        .current()
                        .map(version -> version.strategy().text())
                        .orElse(notely.settings().strategy().text());
    }
}
