-- A lead is told to be over by a counter that no longer grows, not by wall clocks; its term fences what is written in it.

drop table leader;

create table leader (
    seat    integer primary key check (seat = 1),
    server  text not null,
    address text not null,
    term    bigint not null,
    beat    bigint not null
);

insert into leader (seat, server, address, term, beat) values (1, '', '', 0, 0);
