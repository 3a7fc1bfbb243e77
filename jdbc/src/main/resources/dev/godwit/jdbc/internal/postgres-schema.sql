-- What Godwit keeps in a store for one keyspace. Statements are separated by a line of "--;"; ${schema} is the quoted
-- name of the keyspace's schema, ${name} the same name as a literal, ${setting} the setting in which a mover shows its
-- right, ${keyspace} the keyspace's name as a literal, ${may_stay} whether rows may be without a unit, ${quiet} what keeps
-- the application's triggers quiet, if it has any. Each statement may be repeated.
--;
create schema if not exists ${schema}
--;
-- What this store is for each unit that ever took part in a move. Rows are few, small and changed in place.
create table if not exists ${schema}.fence (
    unit text collate "C" primary key,
    role text not null check (role in ('HOME', 'FROZEN', 'MIRROR', 'MOVED')),
    epoch bigint not null check (epoch > 0),
    home_since bigint not null default 0,
    token bigint not null default 0,
    heir_store text,
    heir_epoch bigint,
    frozen_until timestamptz,
    in_flight boolean not null,
    migration text not null,
    check ((role = 'FROZEN') = (frozen_until is not null)),
    check ((heir_store is null) = (heir_epoch is null)),
    check (heir_store is null or role = 'MIRROR')
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)
--;
-- The role of all units without a row of their own; exactly one row. Writers above READ COMMITTED lock it FOR SHARE
-- when their unit has no row, and each start of a wave changes it: a fence row that was born after their snapshot is
-- invisible to them, so this row has to stop them.
create table if not exists ${schema}.default_fence (
    only_one boolean primary key default true check (only_one),
    role text not null check (role in ('HOME', 'MOVED')),
    epoch bigint not null,
    migration text,
    -- Whether rows without a unit stay here, if the plan lets them stay anywhere. Said once, by the installation, of the
    -- store that is the home of everything then, and never changed: so who judges by it needs no lock.
    keeps_rows_without_unit boolean not null
) with (fillfactor = 50)
--;
-- The keys of rows that changed since they were last mirrored: appended, never updated, deleted by list. The numbers
-- are never used twice. xid is what keeps reading fast while an old snapshot holds dead marks in the index: no mark of
-- a transaction older than the oldest one running can still appear, so a reader begins there. It is the only index:
-- every further one would be paid by each write of the application.
create table if not exists ${schema}.marks (
    number bigint not null generated always as identity,
    xid xid8 not null default pg_current_xact_id(),
    unit text collate "C" not null,
    entity text not null,
    key text not null,
    marked_at timestamptz not null default clock_timestamp()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
        autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 10000)
--;
create index if not exists marks_unit_xid on ${schema}.marks (unit, xid)
--;
-- How far the copy of an entity of a unit has come; moved in the transaction of the copied rows.
create table if not exists ${schema}.copy_cursor (
    unit text collate "C" not null,
    entity text not null,
    token bigint not null,
    after_key text,
    done boolean not null,
    rows bigint not null,
    primary key (unit, entity)
) with (fillfactor = 50)
--;
-- Mover tokens: a sequence never gives a number twice, whatever is rolled back.
create sequence if not exists ${schema}.token
--;
-- Judges a write of the application, inside the writer's own transaction: takes the shared lock of each unit, then
-- reads the role of the unit, and returns those units whose changes have to be marked.
--
-- The lock and the look are two statements of a VOLATILE function: only then does the second one see what was committed
-- while the first one waited. Who freezes a unit commits that first and then waits for the holders of the lock, so a
-- writer is either waited for or sees FROZEN. Units come sorted.
--
-- Above READ COMMITTED the look is as old as the transaction's snapshot, so it locks the row as well: a row that was
-- changed since then is a serialization failure (40001).
create or replace function ${schema}.judge(units text[]) returns text[]
language plpgsql volatile as $body$
declare
    candidate text;
    here_role text;
    here_in_flight boolean;
    here_frozen_until timestamptz;
    here_migration text;
    in_flight text[];
    old_snapshot boolean := current_setting('transaction_isolation') <> 'read committed';
    -- Many locks could exhaust the lock table. A bulk statement takes one lock instead, for whose holders every freeze
    -- waits; the exclusive unit locks don't know it, so it may not use an expired freeze.
    bulk boolean := cardinality(units) > 64;
begin
    if bulk then
        perform pg_advisory_xact_lock_shared(hashtext(${name} || '.bulk'), 0);
    end if;
    foreach candidate in array units loop
        if not bulk then
            perform pg_advisory_xact_lock_shared(hashtext(${name} || '.unit'), hashtext(candidate));
        end if;
        if old_snapshot then
            perform from ${schema}.fence f where f.unit = candidate for share;
        end if;
        select f.role, f.in_flight, f.frozen_until, f.migration
            into here_role, here_in_flight, here_frozen_until, here_migration
            from ${schema}.fence f where f.unit = candidate;
        if not found then
            -- The unit lives by the default. Its lock keeps the default as it is; then look again, for the unit's own
            -- row may have been written while we waited.
            perform pg_advisory_xact_lock_shared(hashtext(${name} || '.default'), 0);
            if old_snapshot then
                perform from ${schema}.default_fence for share;
            end if;
            select coalesce(f.role, d.role), coalesce(f.in_flight, false), f.frozen_until,
                    coalesce(f.migration, d.migration, '-')
                into here_role, here_in_flight, here_frozen_until, here_migration
                from ${schema}.default_fence d left join ${schema}.fence f on f.unit = candidate;
            if not found then
                -- The snapshot is older than the installation.
                raise exception using errcode = '40001',
                    message = format('GODWIT INSTALLED keyspace=%s: the transaction began before', ${keyspace}),
                    hint = 'Repeat the transaction.';
            end if;
        end if;
        if here_role = 'FROZEN' and (bulk or clock_timestamp() < here_frozen_until) then
            -- clock_timestamp(), never now(): that is the time of the transaction's start, before any wait.
            raise exception using errcode = '40001',
                message = format('GODWIT FROZEN keyspace=%s unit=%s migration=%s',
                    ${keyspace}, candidate, here_migration),
                hint = 'The unit is changing its home; repeat the transaction in a moment.';
        elsif here_role in ('MIRROR', 'MOVED') then
            raise exception using errcode = 'GW001',
                message = format('GODWIT MOVED keyspace=%s unit=%s migration=%s',
                    ${keyspace}, candidate, here_migration),
                hint = 'This database is not the home of the unit; write to the other store.';
        end if;
        if here_in_flight then
            in_flight := in_flight || candidate;
        end if;
    end loop;
    -- A mirrored write must not vanish from its home in a crash: where the session commits asynchronously the mover
    -- could read, mirror and unmark a row that is on no disk yet.
    if in_flight is not null and current_setting('synchronous_commit') = 'off' then
        perform set_config('synchronous_commit', 'on', true);
    end if;
    return in_flight;
end
$body$
--;
-- The same as judge_mover for a mover that has shown its rights for many units, as {"unit": [epoch, token]}.
create or replace function ${schema}.judge_movers(units text[], shown jsonb) returns boolean
language plpgsql volatile as $body$
declare
    refused text;
begin
    select u into refused from unnest(units) u where not jsonb_exists(shown, u) limit 1;
    if found then
        raise exception using errcode = 'GW003',
            message = format('GODWIT FOREIGN ROW keyspace=%s: a mover of other units touched a row of unit=%s',
                ${keyspace}, refused);
    end if;
    select u into refused from unnest(units) u left join ${schema}.fence f
        on f.unit = u collate "C" and f.epoch = (shown -> u ->> 0)::bigint and f.token = (shown -> u ->> 1)::bigint
            and f.role = 'MIRROR'
        where f.unit is null limit 1;
    if found then
        raise exception using errcode = 'GW002',
            message = format('GODWIT MOVER SHUT OUT keyspace=%s unit=%s epoch=%s token=%s',
                ${keyspace}, refused, shown -> refused ->> 0, shown -> refused ->> 1);
    end if;
    return true;
end
$body$
--;
-- Judges a write of the mover: whether each row is of a unit that the mover has shown, and whether the mover still has
-- the right. False when nobody has shown a right in this very transaction, as after a plain SET in a pooled session.
create or replace function ${schema}.judge_mover(units text[], removal boolean) returns boolean
language plpgsql volatile as $body$
declare
    claim text[] := string_to_array(coalesce(current_setting(${setting}, true), ''), ':');
    moving text;
    foreign_unit text;
begin
    if cardinality(claim) < 4 or claim[1] <> pg_current_xact_id()::text then
        return false;
    end if;
    moving := array_to_string(claim[4:], ':');
    if claim[2] = '*' then
        return ${schema}.judge_movers(units, moving::jsonb);
    end if;
    select u into foreign_unit from unnest(units) u where u <> moving collate "C" limit 1;
    if found then
        raise exception using errcode = 'GW003',
            message = format('GODWIT FOREIGN ROW keyspace=%s: a mover of unit=%s touched a row of unit=%s',
                ${keyspace}, moving, foreign_unit);
    end if;
    perform from ${schema}.fence f
        where f.unit = moving and f.epoch = claim[2]::bigint and f.token = claim[3]::bigint
            and (f.role = 'MIRROR' or removal and f.role = 'MOVED');
    if not found then
        raise exception using errcode = 'GW002',
            message = format('GODWIT MOVER SHUT OUT keyspace=%s unit=%s epoch=%s token=%s',
                ${keyspace}, moving, claim[2], claim[3]);
    end if;
    return true;
end
$body$
--;
-- Judges rows without a unit: they belong to nobody, so no fence knows them and no mover moves them.
create or replace function ${schema}.judge_without_unit(entity text, why text) returns void
language plpgsql volatile as $body$
declare
    kept_here boolean;
begin
    if coalesce(current_setting(${setting}, true), '') <> '' and ${schema}.judge_mover('{}', true) then
        raise exception using errcode = 'GW003',
            message = format('GODWIT FOREIGN ROW keyspace=%s entity=%s: a mover touched a row without a unit',
                ${keyspace}, entity);
    end if;
    select ${may_stay} and d.keeps_rows_without_unit into kept_here from ${schema}.default_fence d;
    if not found then
        raise exception using errcode = '40001',
            message = format('GODWIT INSTALLED keyspace=%s: the transaction began before', ${keyspace}),
            hint = 'Repeat the transaction.';
    elsif not kept_here then
        raise exception using errcode = '23502',
            message = format('GODWIT NULL UNIT keyspace=%s entity=%s: %s', ${keyspace}, entity, why);
    end if;
end
$body$
--;
-- For routers: the same judgement for units that the transaction is going to write, also when it then writes nothing.
create or replace function ${schema}.enter(units text[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $body$
begin
    perform ${schema}.judge(array(select distinct u collate "C" from unnest(units) u order by 1));
end
$body$
--;
-- For movers, first statement of each transaction: shows the right, takes the unit's shared lock, then looks. The right
-- names this transaction, so that it is void in every other one, however the session came by it.
create or replace function ${schema}.mover_enter(moving text, epoch bigint, token bigint) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $body$
begin
    perform set_config(${setting}, concat_ws(':', pg_current_xact_id(), epoch, token, moving), true);
    perform pg_advisory_xact_lock_shared(hashtext(${name} || '.unit'), hashtext(moving));
    if token = 0 or not ${schema}.judge_mover(array[moving], true) then
        raise exception using errcode = 'GW002',
            message = format('GODWIT MOVER SHUT OUT keyspace=%s unit=%s: no token', ${keyspace}, moving);
    end if;
    perform set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off';
    ${quiet}
end
$body$
--;
-- The same as mover_enter for many units, which come sorted.
create or replace function ${schema}.movers_enter(moving text[], epochs bigint[], tokens bigint[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $body$
declare
    candidate text;
begin
    perform set_config(${setting}, concat(pg_current_xact_id(), ':*::',
        (select jsonb_object_agg(m.unit, jsonb_build_array(m.epoch, m.token))
            from unnest(moving, epochs, tokens) m(unit, epoch, token))), true);
    foreach candidate in array moving loop
        perform pg_advisory_xact_lock_shared(hashtext(${name} || '.unit'), hashtext(candidate));
    end loop;
    if 0 = any (tokens) or not ${schema}.judge_mover(moving, false) then
        raise exception using errcode = 'GW002',
            message = format('GODWIT MOVER SHUT OUT keyspace=%s unit=%s: no token', ${keyspace}, moving[1]);
    end if;
    perform set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off';
    ${quiet}
end
$body$
--;
-- Whether the transaction is one of a mover that keeps triggers quiet, and with them those of the foreign keys.
create or replace function ${schema}.writes_quietly() returns boolean
language sql volatile as $body$
    select current_setting('session_replication_role') = 'replica' and coalesce(current_setting(${setting}, true), '') <> ''
$body$
--;
create or replace function ${schema}.refuse_orphan(foreign_key text) returns void
language plpgsql volatile as $body$
begin
    raise exception using errcode = '23503', constraint = foreign_key,
        message = format('GODWIT ORPHAN keyspace=%s: rows of the mover violate foreign key %s', ${keyspace}, foreign_key);
end
$body$
--;
-- For everybody who has seen the old home as a mirror with the heir's epoch: makes the sealed store the home, and can do
-- nothing else.
create or replace function ${schema}.complete_promotion(sealed text, old_home text, old_home_epoch bigint)
returns boolean language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $body$
begin
    perform set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off';
    update ${schema}.fence f
        set role = 'HOME', epoch = f.epoch + 1, home_since = f.epoch + 1, token = 0,
            heir_store = null, heir_epoch = null
        where f.unit = sealed and f.role = 'MIRROR' and f.heir_store = old_home and f.heir_epoch = old_home_epoch;
    return found;
end
$body$
--;
create or replace function ${schema}.refuse_truncate() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $body$
begin
    raise exception using errcode = 'GW001',
        message = format('GODWIT TRUNCATE keyspace=%s table=%I.%I', ${keyspace}, tg_table_schema, tg_table_name),
        hint = 'TRUNCATE leaves no mark of the rows that it removes; use DELETE while Godwit is installed.';
end
$body$
--;
-- Whoever may write the tables may be judged: the rights on what is behind the functions stay with their owner. The
-- fence rows can be read, for the home views are judged with the rights of the reader.
revoke all on all tables in schema ${schema} from public
--;
revoke all on all functions in schema ${schema} from public
--;
grant usage on schema ${schema} to public
--;
grant select on ${schema}.fence, ${schema}.default_fence to public
--;
grant execute on function ${schema}.enter(text[]), ${schema}.complete_promotion(text, text, bigint) to public
