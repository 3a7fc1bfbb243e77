package dev.godwit.jdbc;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Epoch;
import dev.godwit.core.Fence;
import dev.godwit.core.FenceChange;
import dev.godwit.core.Fences.Frozen;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Role;
import dev.godwit.core.Store;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;

/** A database with a table of notes, and a store on it: what most tests need. */
record Notes(PostgresServer.Database database, Keyspace keyspace, Store store) {
    static final MigrationName MIGRATION = new MigrationName("notes-to-new");
    static final EntityName NOTE = new EntityName("note");
    static final UnitId ANN = UnitId.of("ann");
    static final UnitId BOB = UnitId.of("bob");

    /** Nothing is installed yet. */
    static Notes create() {
        PostgresServer.Database database = PostgresServer.newDatabase();
        database.execute(
                "create table notes (id bigint primary key, creator text, body text, slug text unique)",
                "create index notes_creator on notes (creator)");
        return on(database);
    }

    static Notes on(PostgresServer.Database database) {
        Keyspace keyspace = new Keyspace(new KeyspaceName("notes"), List.of(Entity.of(NOTE, "notes", "id", "creator")));
        return new Notes(
                database,
                keyspace,
                CloseWhatWasOpened.later(PostgresStores.open(keyspace, database.address("legacy"))));
    }

    static Notes installed(Role defaultRole) {
        Notes notes = create();
        notes.store.install(defaultRole);
        return notes;
    }

    /** A store that is home for the unit while it moves. */
    static Notes homeOf(UnitId... units) {
        Notes notes = installed(Role.HOME);
        notes.store.fences().start(MIGRATION, Role.HOME, List.of(units));
        return notes;
    }

    /** A store that mirrors the unit while it moves. */
    static Notes mirrorOf(UnitId... units) {
        Notes notes = installed(Role.MOVED);
        notes.store.fences().start(MIGRATION, Role.MIRROR, List.of(units));
        return notes;
    }

    ApplicationStore<Connection> application() {
        return CloseWhatWasOpened.later(PostgresStores.openForApplication(keyspace, database.address("legacy")));
    }

    Fence fence(UnitId unit) {
        return store.fences().read(unit).orElseThrow();
    }

    Epoch epoch(UnitId unit) {
        return fence(unit).epoch();
    }

    Frozen freeze(UnitId unit, Duration maxPause) {
        return store.fences()
                .freeze(new FenceChange.Freeze(unit, epoch(unit), maxPause), MarkBatch.FROM_THE_START, 1_000)
                .orElseThrow();
    }

    Frozen freeze(UnitId unit) {
        return freeze(unit, Duration.ofMinutes(1));
    }

    void demote(UnitId unit) {
        require(store.fences().demote(new FenceChange.Demote(unit, epoch(unit)), List.of()));
    }

    MoverRight acquire(UnitId unit) {
        return store.fences().acquire(unit, epoch(unit)).orElseThrow();
    }

    /** Somebody who does not know Godwit. */
    Client client() {
        return CloseWhatWasOpened.later(new Client(database));
    }

    /** A mover's session in a transaction of its own, after its first statement. */
    Client mover(MoverRight right) {
        Client mover = client();
        mover.run("begin", enter(right));
        return mover;
    }

    static String enter(MoverRight right) {
        return "select godwit_notes.mover_enter('" + right.unit() + "', " + right.epoch() + ", " + right.token() + ")";
    }

    /** The keys of the unit's marks, sorted. */
    List<String> marked(UnitId unit) {
        return store.marks().read(unit, MarkBatch.FROM_THE_START, 1_000).marks().stream()
                .map(mark -> mark.key().text())
                .sorted()
                .toList();
    }

    void forgetMarks(UnitId unit) {
        store.marks().purge(unit);
    }

    private static void require(boolean changed) {
        if (!changed) {
            throw new IllegalStateException("the fence was not as expected");
        }
    }
}
