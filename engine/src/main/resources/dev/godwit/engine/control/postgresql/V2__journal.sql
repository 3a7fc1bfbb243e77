create table journal (
    number    bigint generated always as identity primary key,
    at        text not null,
    migration text not null,
    subject   text not null,
    message   text not null
);
