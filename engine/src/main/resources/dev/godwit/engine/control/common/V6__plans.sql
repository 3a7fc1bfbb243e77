-- What a plan was read from, for a server that goes on with the migration; secrets are references in it.

create table plan_text (
    migration text primary key,
    yaml      text not null,
    folder    text not null,
    sent      integer not null
);

create index journal_by_migration on journal (migration, number);
