-- Who may do what, and who did what. Of a token there is a hash only.

create table access_token (
    id             text primary key,
    name           text not null,
    hash           text not null,
    roles          text not null,
    created_millis bigint not null,
    expires_millis bigint,
    revoked_millis bigint
);

create unique index access_token_name on access_token (name) where revoked_millis is null;

create table command_log (
    id              text primary key,
    at_millis       bigint not null,
    actor           text not null,
    authenticated   integer not null,
    command         text not null,
    migration       text not null,
    subject         text not null,
    reason          text not null,
    idempotency_key text,
    request         text not null,
    outcome         text not null,
    answer          text not null,
    approver        text
);

create index command_log_awaiting on command_log (migration) where outcome = 'AWAITS_APPROVAL';
create index command_log_by_time on command_log (at_millis);
create unique index command_log_by_key on command_log (actor, idempotency_key) where idempotency_key is not null;
