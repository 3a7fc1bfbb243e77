-- One trigger function of an entity whose rows reach their unit through a parent. ${function} is its quoted name; ${rows}
-- is the query that gives unit, key, the parts of the key and whether it is known to be nobody's, of each changed row before
-- and after the change; ${locks} are the statements that take the shared locks of the rows' ancestors; the rest is as in
-- postgres-capture.sql.
--
-- The look at the parents is a statement after the locks: only then does it see what was committed while they were
-- waited for.
--;
create or replace function ${schema}.${function}() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp${settings} as $body$
declare
    units text[];
    marked text[];
    nameless boolean;
    parentless boolean;
    old_snapshot boolean := current_setting('transaction_isolation') <> 'read committed';
begin
${orphans}${locks}
    select array_agg(distinct r.unit order by r.unit) filter (where r.unit is not null), bool_or(r.nameless),
            bool_or(r.unit is null and not r.nameless)
        into units, nameless, parentless from (${rows}) r;
    if nameless is null then
        return null;
    elsif nameless then
        perform ${schema}.judge_without_unit(${entity}, 'a row without a parent that has a unit belongs to nobody');
    end if;
    if parentless then
        insert into ${schema}.orphan (entity, parts)
            select distinct ${entity}, r.parts from (${rows}) r where r.unit is null and not r.nameless;
    end if;
    if units is null then
        return null;
    end if;
    if coalesce(current_setting(${setting}, true), '') <> '' and ${schema}.judge_mover(units, ${removal}) then
        return null;
    end if;
    marked := ${schema}.judge(units);
    if marked is not null then
        insert into ${schema}.marks (unit, entity, key)
            select distinct r.unit, ${entity}, r.key from (${rows}) r where r.unit = any (marked);
    end if;
    return null;
end
$body$
