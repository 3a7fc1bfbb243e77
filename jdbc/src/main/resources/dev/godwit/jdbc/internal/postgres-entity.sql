-- What one entity gets. ${table} is its table, ${unit} and ${key} are its columns; ${entity} is its
-- name as a literal; ${on_insert} and so on are the quoted names of functions, ${insert_trigger} and so on of triggers.
--
-- Capture is by statement and not by row: a statement pays once. The functions run with their owner's rights, because
-- the application's role has none on the marks, and with a search path that nobody can put an object into.
--;
create or replace function ${schema}.${on_insert}() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $body$
declare
    units text[];
    marked text[];
begin
    select array_agg(distinct n.${unit}::text collate "C" order by n.${unit}::text collate "C") into units
        from new_rows n;
    if units is not null then
        marked := ${schema}.capture(${entity}, units, false);
        if marked is not null then
            insert into ${schema}.marks (unit, entity, key)
                select n.${unit}::text collate "C", ${entity}, n.${key}::text collate "C" from new_rows n
                where n.${unit}::text collate "C" = any (marked);
        end if;
    end if;
    return null;
end
$body$
--;
-- A changed unit is judged and marked on both sides, a changed key marks both keys.
create or replace function ${schema}.${on_update}() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $body$
declare
    units text[];
    marked text[];
begin
    select array_agg(distinct r.unit order by r.unit) into units from (
        select o.${unit}::text collate "C" as unit from old_rows o
        union all
        select n.${unit}::text collate "C" from new_rows n) r;
    if units is not null then
        marked := ${schema}.capture(${entity}, units, false);
        if marked is not null then
            insert into ${schema}.marks (unit, entity, key)
                select o.${unit}::text collate "C", ${entity}, o.${key}::text collate "C" from old_rows o
                where o.${unit}::text collate "C" = any (marked)
                union
                select n.${unit}::text collate "C", ${entity}, n.${key}::text collate "C" from new_rows n
                where n.${unit}::text collate "C" = any (marked);
        end if;
    end if;
    return null;
end
$body$
--;
create or replace function ${schema}.${on_delete}() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $body$
declare
    units text[];
    marked text[];
begin
    select array_agg(distinct o.${unit}::text collate "C" order by o.${unit}::text collate "C") into units
        from old_rows o;
    if units is not null then
        marked := ${schema}.capture(${entity}, units, true);
        if marked is not null then
            insert into ${schema}.marks (unit, entity, key)
                select o.${unit}::text collate "C", ${entity}, o.${key}::text collate "C" from old_rows o
                where o.${unit}::text collate "C" = any (marked);
        end if;
    end if;
    return null;
end
$body$
--;
revoke all on function ${schema}.${on_insert}(), ${schema}.${on_update}(), ${schema}.${on_delete}() from public
--;
-- The rows whose unit has its home here, judged in the reader's snapshot and with the reader's rights.
create or replace view ${schema}.${home_view} with (security_invoker = true) as
    select t.* from ${table} t
    left join ${schema}.fence f on f.unit = t.${unit}::text collate "C"
    where f.role in ('HOME', 'FROZEN')
        or f.role is null and (select d.role from ${schema}.default_fence d) = 'HOME'
--;
grant select on ${schema}.${home_view} to public
