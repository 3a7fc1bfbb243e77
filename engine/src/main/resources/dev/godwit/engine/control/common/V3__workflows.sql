-- Workflows that users write. Their steps are in the table of steps, their journal in the journal, under their name.

alter table step add column memory text;

create table workflow (
    name             text primary key,
    wish             text not null,
    outcome          text not null,
    no_return        text,
    paused           text,
    attention        text,
    deadline         text,
    runner           text,
    heartbeat_millis bigint not null,
    steps            integer not null,
    stage            text not null,
    step             text not null,
    waits_for        text not null,
    done             bigint not null,
    total            bigint not null,
    per_second       double precision not null
);

create table workflow_approval (
    workflow text not null,
    stage    text not null,
    primary key (workflow, stage)
);
