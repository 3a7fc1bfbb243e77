-- What a keyspace needs besides when rows reach their unit through a parent. ${schema} is the quoted name of the
-- keyspace's schema, ${name} the same name as a literal, ${keyspace} the keyspace's name as a literal.
--;
-- The units of parents that the transaction has deleted or renamed: when a foreign key then deletes their children, the
-- children's triggers find no parent any more. Rows of transactions that have ended mean nothing.
create table if not exists ${schema}.departed (
    xid xid8 not null default pg_current_xact_id(),
    entity text not null,
    key text collate "C" not null,
    unit text collate "C",
    primary key (xid, entity, key)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)
--;
-- Children that a transaction wrote before their parent, which a deferred foreign key allows. They are judged at its end.
create table if not exists ${schema}.orphan (
    number bigint not null generated always as identity primary key,
    entity text not null,
    parts text[] not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)
--;
-- Who writes a child holds a shared lock of each of its ancestors; who changes the unit of a parent holds the exclusive
-- one, and then marks all children. So each child is seen by the one or sees the other. The locks are 64 for all
-- parents, that a bulk statement needs no more.
create or replace function ${schema}.lock_parents(parent text, keys text[], exclusively boolean) returns void
language plpgsql volatile as $body$
declare
    slot integer;
begin
    for slot in select distinct hashtext(parent || ':' || k) & 63 from unnest(keys) k where k is not null order by 1 loop
        if exclusively then
            perform pg_advisory_xact_lock(hashtext(${name} || '.parent'), slot);
        else
            perform pg_advisory_xact_lock_shared(hashtext(${name} || '.parent'), slot);
        end if;
    end loop;
end
$body$
--;
create or replace function ${schema}.remember(parent text, parent_key text, parent_unit text) returns void
language plpgsql volatile as $body$
begin
    delete from ${schema}.departed where ctid = any (array(
        select d.ctid from ${schema}.departed d
            where d.xid < pg_snapshot_xmin(pg_current_snapshot()) order by d.xid limit 4 for update skip locked));
    insert into ${schema}.departed as d (entity, key, unit) values (parent, parent_key, parent_unit)
        on conflict (xid, entity, key) do update set unit = excluded.unit;
end
$body$
--;
create or replace function ${schema}.settle_orphan() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $body$
begin
    delete from ${schema}.orphan where number = new.number;
    execute format('select %I.%I($1)', ${name}, 'settle_' || new.entity) using new.parts;
    return null;
end
$body$
--;
do $body$
begin
    if not exists (select from pg_trigger where tgrelid = '${schema}.orphan'::regclass and tgname = 'settle') then
        create constraint trigger settle after insert on ${schema}.orphan
            deferrable initially deferred for each row execute function ${schema}.settle_orphan();
        alter table ${schema}.orphan enable always trigger settle;
    end if;
end
$body$
--;
revoke all on ${schema}.departed, ${schema}.orphan from public
--;
revoke all on function ${schema}.lock_parents(text, text[], boolean), ${schema}.remember(text, text, text),
    ${schema}.settle_orphan() from public
