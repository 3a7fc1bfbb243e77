create table accounts (
    number       integer primary key autoincrement,
    id           text not null unique,
    name         text not null,
    is_migrating integer not null default 0,
    shard        text not null default '',
    cohort       text not null
);
create index accounts_by_cohort on accounts (cohort);
