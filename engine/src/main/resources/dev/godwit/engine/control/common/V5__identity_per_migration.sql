-- Each migration asserts its own units again when a store has lost commits, so each has its own record of who a store is.

create table migration_store (
    migration   text not null,
    store       text not null,
    incarnation text not null,
    definition  text not null,
    files       text not null,
    primary key (migration, store)
);

insert into migration_store (migration, store, incarnation, definition, files)
select migration.name, store_identity.store, incarnation, definition, files
from migration
join store_identity on store_identity.keyspace = migration.keyspace
    and store_identity.store in (migration.source, migration.target)
where migration.ended = 0;
