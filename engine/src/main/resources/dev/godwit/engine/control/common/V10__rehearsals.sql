-- The last rehearsal of each migration, and of which plan it was: a plan may require a green one.

create table rehearsal (
    migration text primary key,
    digest    text not null,
    green     integer not null,
    at        text not null,
    report    text not null
);
