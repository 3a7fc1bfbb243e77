-- The alarms that are on, so that the next server neither begins one again nor forgets to end it.

create table alarm (
    migration text not null,
    kind      text not null,
    subject   text not null,
    message   text not null,
    since     text not null,
    primary key (migration, kind, subject)
);
