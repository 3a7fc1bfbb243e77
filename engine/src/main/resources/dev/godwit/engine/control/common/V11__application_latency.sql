-- What the application's latency was before, during and after a migration: one row for each stretch of it and store, however
-- long it lasts. The distribution is one of 99th percentiles, which stays small however many it has.

create table application_latency (
    migration    text not null,
    part         text not null,
    stage        text not null,
    store        text not null,
    begun_at     text not null,
    ended_at     text not null,
    operations   bigint not null,
    distribution text not null,
    primary key (migration, part, stage, store)
);
