-- One trigger function of an entity. ${function} is its quoted name; ${rows} is the query that gives unit and key of each
-- changed row, before and after the change; ${entity} is the entity's name as a literal, ${removal} whether the event
-- removes rows, ${settings} are further settings that the text of a key depends on, ${orphans} checks of foreign keys.
--
-- Capture is by statement and not by row: a statement pays once. The function runs with its owner's rights, because the
-- application's role has none on the marks, and with a search path that nobody can put an object into. A changed unit
-- is judged and marked on both sides, a changed key marks both keys.
--;
create or replace function ${schema}.${function}() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp${settings} as $body$
declare
    first_unit text;
    last_unit text;
    first_key text;
    last_key text;
    unit_missing boolean;
    units text[];
    marked text[];
begin
${orphans}    -- Nearly every statement changes one row. To notice it costs less than to sort and to compare in general.
    select min(r.unit), max(r.unit), min(r.key), max(r.key), bool_or(r.unit is null)
        into first_unit, last_unit, first_key, last_key, unit_missing
        from (${rows}) r;
    if unit_missing is null then
        return null;
    elsif unit_missing then
        perform ${schema}.judge_without_unit(${entity}, 'a row without a unit belongs to nobody');
        if first_unit is null then
            return null;
        end if;
    end if;
    if first_unit = last_unit then
        units := array[first_unit];
    else
        select array_agg(distinct r.unit order by r.unit) into units from (${rows}) r where r.unit is not null;
    end if;
    if coalesce(current_setting(${setting}, true), '') <> '' and ${schema}.judge_mover(units, ${removal}) then
        return null;
    end if;
    marked := ${schema}.judge(units);
    if marked is null then
        return null;
    elsif first_unit = last_unit and first_key = last_key then
        insert into ${schema}.marks (unit, entity, key) values (first_unit, ${entity}, first_key);
    else
        insert into ${schema}.marks (unit, entity, key)
            select distinct r.unit, ${entity}, r.key from (${rows}) r where r.unit = any (marked);
    end if;
    return null;
end
$body$
