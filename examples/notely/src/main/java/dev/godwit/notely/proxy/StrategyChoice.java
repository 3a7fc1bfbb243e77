package dev.godwit.notely.proxy;

import dev.godwit.core.TimeSource;
import dev.godwit.notely.note.NoteService;
import dev.godwit.notely.store.NoteStore;
import dev.godwit.notely.store.OpenStore;
import dev.godwit.notely.store.SqlNoteStore;
import dev.godwit.notely.strategy.ExerciseClass;
import dev.godwit.notely.strategy.GodwitStrategy;
import dev.godwit.notely.strategy.MigrateOnUpdate;
import dev.godwit.notely.strategy.NoteStores;
import dev.godwit.notely.strategy.OneStore;
import dev.godwit.notely.strategy.ShardOnUpdate;
import dev.godwit.notely.strategy.Strategy;
import dev.godwit.notely.strategy.StrategyName;
import dev.godwit.notely.strategy.WorkshopStrategy;
import dev.godwit.notely.telemetry.Telemetry;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Makes the strategy that the settings name. */
record StrategyChoice(
        int proxyId, ProxySettings settings, List<OpenStore> stores, TimeSource time, Telemetry telemetry) {
    /** @throws IOException when the settings don't suffice for it; the message says why */
    Strategy make() throws IOException {
        return switch (settings.strategy()) {
            case GODWIT -> godwit();
            case LEGACY_ONLY -> workshop(new OneStore(noteStores().legacy()));
            case MIGRATE_ON_UPDATE -> workshop(new MigrateOnUpdate(noteStores()));
            case NEW_ONLY -> workshop(new OneStore(noteStores().named(NoteStores.NEW)));
            case SHARD_ON_UPDATE -> workshop(new ShardOnUpdate(noteStores()));
            case EXERCISE ->
                workshop(ExerciseClass.load(
                        settings.exerciseClasses()
                                .orElseThrow(() -> new IOException("the settings name no folder of exercise classes")),
                        noteStores()));
        };
    }

    private Strategy godwit() throws IOException {
        URI controlPlane = settings.controlPlane()
                .orElseThrow(() -> new IOException("the settings name no control plane, which the strategy "
                        + StrategyName.GODWIT.text() + " needs"));
        return GodwitStrategy.connect(
                "proxy-" + proxyId + "-" + ProcessHandle.current().pid(),
                proxyId,
                controlPlane,
                stores,
                time,
                telemetry);
    }

    private Strategy workshop(NoteService notes) {
        return new WorkshopStrategy(notes, noteStores());
    }

    private NoteStores noteStores() {
        return new NoteStores(stores.stream()
                .<NoteStore>map(store -> new SqlNoteStore(store, telemetry))
                .toList());
    }
}
