-- What one entity gets besides its trigger functions. ${table} is its table, ${unit} its unit column.
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
