create table journal (
    number    integer primary key autoincrement,
    at        text not null,
    migration text not null,
    subject   text not null,
    message   text not null
);
