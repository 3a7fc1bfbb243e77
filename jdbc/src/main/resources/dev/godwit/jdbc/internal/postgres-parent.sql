-- What an entity needs through which others reach their unit. ${on_leave}, ${on_family_insert} and ${on_family_update}
-- are quoted names of functions; ${left_row} is the query that gives unit and key of the row OLD, ${leave_locks} the locks
-- of its ancestors; ${appeared} and ${changed} are queries of keys whose unit is another one than before, with the unit
-- before and after; ${mark_after_insert} and ${mark_after_update} mark all that lives below such a key.
--;
-- Before the row goes, for afterwards nobody can say whose its children were.
create or replace function ${schema}.${on_leave}() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp${settings} as $body$
declare
    old_snapshot boolean := current_setting('transaction_isolation') <> 'read committed';
begin
${leave_locks}
    perform ${schema}.remember(${entity}, r.key, r.unit) from (${left_row}) r;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end
$body$
--;
create or replace function ${schema}.${on_family_insert}() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp${settings} as $body$
declare
    keys text[];
    marked text[];
begin
    select array_agg(c.key) into keys from (${appeared}) c;
    if keys is null then
        return null;
    end if;
    marked := ${schema}.${family_changed}(keys, array(
        select distinct u.unit from (${appeared}) c cross join lateral (values (c.before), (c.after)) u (unit)
            where u.unit is not null order by 1));
    if marked is not null then
${mark_after_insert}
    end if;
    return null;
end
$body$
--;
create or replace function ${schema}.${on_family_update}() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp${settings} as $body$
declare
    keys text[];
    marked text[];
begin
    select array_agg(c.key) into keys from (${changed}) c;
    if keys is null then
        return null;
    end if;
    marked := ${schema}.${family_changed}(keys, array(
        select distinct u.unit from (${changed}) c cross join lateral (values (c.before), (c.after)) u (unit)
            where u.unit is not null order by 1));
    if marked is not null then
${mark_after_update}
    end if;
    return null;
end
$body$
--;
-- Keeps others from writing children of these rows, and says which of the units need marks. A snapshot that is older
-- than this could miss children that were committed since.
create or replace function ${schema}.${family_changed}(keys text[], units text[]) returns text[]
language plpgsql volatile as $body$
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception using errcode = '0A000',
            message = format('GODWIT PARENT MOVED keyspace=%s entity=%s: a row with children changes its unit in READ COMMITTED only',
                ${keyspace}, ${entity});
    end if;
    perform ${schema}.lock_parents(${entity}, keys, true);
    return ${schema}.judge(units);
end
$body$
--;
revoke all on function ${schema}.${on_leave}(), ${schema}.${on_family_insert}(), ${schema}.${on_family_update}(),
    ${schema}.${family_changed}(text[], text[]) from public
