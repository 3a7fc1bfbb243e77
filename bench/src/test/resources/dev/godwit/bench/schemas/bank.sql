-- Like TPC-B: branches with tellers and accounts, and a history of what tellers did. A branch is a unit.
create table branches (bid int primary key, balance bigint not null);
create table tellers (bid int not null references branches, tid int not null, balance bigint not null,
    primary key (bid, tid));
create table accounts (aid bigint primary key, bid int not null references branches, balance bigint not null,
    touched timestamptz);
create index on accounts (bid, aid);
create table history (bid int not null, hid bigint not null, tid int not null,
    aid bigint not null references accounts, delta bigint not null,
    primary key (bid, hid), foreign key (bid, tid) references tellers) partition by hash (bid);
create table history_0 partition of history for values with (modulus 2, remainder 0);
create table history_1 partition of history for values with (modulus 2, remainder 1);
create index on history (aid);
create index on history (bid, tid);
-- Both would do harm if they fired for mirrored rows: the sums would not be equal, and neither would the times.
create function pass_on() returns trigger language plpgsql as $$ begin
    update branches set balance = balance + new.balance - old.balance where bid = new.bid;
    return null;
end $$;
create trigger pass_on after update of balance on tellers for each row execute function pass_on();
create function touch() returns trigger language plpgsql as $$ begin
    new.touched := clock_timestamp();
    return new;
end $$;
create trigger touch before update on accounts for each row execute function touch();
create view check_branches as select bid::text as key, bid::text as unit, b.* from branches b;
create view check_tellers as select bid || '/' || tid as key, bid::text as unit, t.* from tellers t;
create view check_accounts as select aid::text as key, bid::text as unit, a.* from accounts a;
create view check_history as select bid || '/' || hid as key, bid::text as unit, h.* from history h;
