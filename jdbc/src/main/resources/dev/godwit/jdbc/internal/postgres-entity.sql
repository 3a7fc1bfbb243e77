-- What one entity gets besides its trigger functions. ${table} is its table, ${unit} the unit of a row t as text, ${joins} joins what
-- it needs, ${by_default} is whether a row lives here whose unit has no fence row.
--;
revoke all on function ${schema}.${on_insert}(), ${schema}.${on_update}(), ${schema}.${on_delete}() from public
--;
-- The rows whose unit has its home here, judged in the reader's snapshot and with the reader's rights.
create or replace view ${schema}.${home_view} with (security_invoker = true) as
    select t.* from ${table} t${joins}
    left join ${schema}.fence f on f.unit = ${unit} collate "C"
    where f.role in ('HOME', 'FROZEN') or f.role is null and ${by_default}
--;
-- For a question to all stores while some units don't settle: first all but these, then each of these in a transaction of
-- its own. The setting holds their names as an array.
create or replace view ${schema}.${rest_view} with (security_invoker = true) as
    select t.* from ${table} t${joins}
    left join ${schema}.fence f on f.unit = ${unit} collate "C"
    where (f.role in ('HOME', 'FROZEN')
            or f.role is null and ${by_default})
        and (${unit} collate "C" <> all (current_setting(${units_setting})::text[])) is not false
--;
create or replace view ${schema}.${chosen_view} with (security_invoker = true) as
    select t.* from ${table} t${joins} where ${unit} collate "C" = any (current_setting(${units_setting})::text[])
--;
grant select on ${schema}.${home_view}, ${schema}.${rest_view}, ${schema}.${chosen_view} to public
