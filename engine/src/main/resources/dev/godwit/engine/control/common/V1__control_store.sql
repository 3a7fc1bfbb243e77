-- One text that both SQLite and PostgreSQL understand.

create table leader (
    seat             integer primary key check (seat = 1),
    server           text not null,
    heartbeat_millis bigint not null
);

create table keyspace (
    name         text primary key,
    default_home text not null,
    revision     bigint not null
);

create table migration (
    name        text primary key,
    keyspace    text not null,
    source      text not null,
    target      text not null,
    fingerprint text not null,
    intent      text not null,
    ended       integer not null,
    paused      text,
    attention   text
);

create table wave (
    migration text not null,
    name      text not null,
    position  integer not null,
    begun     integer not null,
    approved  integer not null,
    cutover_approved integer not null,
    primary key (migration, name)
);

create table unit (
    keyspace        text not null,
    unit            text not null,
    migration       text not null,
    wave            text not null,
    source          text not null,
    target          text not null,
    phase           text not null,
    home            text not null,
    goal            text not null,
    epoch           bigint not null,
    revision        bigint not null,
    paused          text,
    attention       text,
    attempt_home    bigint,
    attempt_mirror  bigint,
    rows_copied     bigint not null,
    rows_verified   bigint not null,
    cutover_micros  bigint,
    rollback_micros bigint,
    leftover        text not null,
    settled_millis  bigint,
    primary key (keyspace, unit)
);
create index unit_by_revision on unit (keyspace, revision);

create table step (
    workflow text not null,
    step     text not null,
    state    text not null,
    primary key (workflow, step)
);

create table store_identity (
    keyspace    text not null,
    store       text not null,
    incarnation text not null,
    definition  text not null,
    files       text not null,
    primary key (keyspace, store)
);
