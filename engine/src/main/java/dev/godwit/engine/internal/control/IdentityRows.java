package dev.godwit.engine.internal.control;

import dev.godwit.core.Incarnation;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Store.Fingerprint;
import dev.godwit.core.StoreName;
import dev.godwit.engine.spi.StoreIdentity;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows in the control store that say who each store was when it was last accepted. */
final class IdentityRows {
    private IdentityRows() {}

    static Optional<StoreIdentity> find(Handle handle, KeyspaceName keyspace, StoreName store) {
        return handle.createQuery("select incarnation, definition, files from store_identity"
                        + " where keyspace = :keyspace and store = :store")
                .bind("keyspace", keyspace.value())
                .bind("store", store.value())
                .map((row, context) -> new StoreIdentity(
                        new Incarnation(row.getString(1)), new Fingerprint(row.getString(2), row.getString(3))))
                .findOne();
    }

    static List<StoreName> stores(Handle handle, KeyspaceName keyspace) {
        return handle.createQuery("select store from store_identity where keyspace = :keyspace order by store")
                .bind("keyspace", keyspace.value())
                .map((row, context) -> new StoreName(row.getString(1)))
                .list();
    }

    static Optional<StoreIdentity> find(Handle handle, MigrationName migration, StoreName store) {
        return handle.createQuery("select incarnation, definition, files from migration_store"
                        + " where migration = :migration and store = :store")
                .bind("migration", migration.value())
                .bind("store", store.value())
                .map((row, context) -> new StoreIdentity(
                        new Incarnation(row.getString(1)), new Fingerprint(row.getString(2), row.getString(3))))
                .findOne();
    }

    static void write(Handle handle, MigrationName migration, StoreName store, StoreIdentity identity) {
        handle.createUpdate("insert into migration_store (migration, store, incarnation, definition, files)"
                        + " values (:migration, :store, :incarnation, :definition, :files)"
                        + " on conflict (migration, store) do update set incarnation = excluded.incarnation,"
                        + " definition = excluded.definition, files = excluded.files")
                .bind("migration", migration.value())
                .bind("store", store.value())
                .bind("incarnation", identity.incarnation().value())
                .bind("definition", identity.fingerprint().definition())
                .bind("files", identity.fingerprint().files())
                .execute();
    }

    static void write(Handle handle, KeyspaceName keyspace, StoreName store, StoreIdentity identity) {
        handle.createUpdate("insert into store_identity (keyspace, store, incarnation, definition, files)"
                        + " values (:keyspace, :store, :incarnation, :definition, :files)"
                        + " on conflict (keyspace, store) do update set incarnation = excluded.incarnation,"
                        + " definition = excluded.definition, files = excluded.files")
                .bind("keyspace", keyspace.value())
                .bind("store", store.value())
                .bind("incarnation", identity.incarnation().value())
                .bind("definition", identity.fingerprint().definition())
                .bind("files", identity.fingerprint().files())
                .execute();
    }
}
