-- Judges one child that was written before its parent, at the end of the transaction. ${rows} is the query that gives
-- unit and key of the row whose key has the parts in "wanted", as it is now; it may be gone.
--;
create or replace function ${schema}.${settle}(wanted text[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp${settings} as $body$
declare
    row_unit text;
    row_key text;
    nameless boolean;
    old_snapshot boolean := current_setting('transaction_isolation') <> 'read committed';
begin
${locks}
    select r.unit, r.key, r.nameless into row_unit, row_key, nameless from (${rows}) r;
    if not found then
        return;
    elsif nameless then
        perform ${schema}.judge_without_unit(${entity}, 'the parent of the row has no unit');
        return;
    elsif row_unit is null then
        raise exception using errcode = case when old_snapshot then '40001' else '23503' end,
            message = format('GODWIT NO PARENT keyspace=%s entity=%s: a row without a parent belongs to nobody',
                ${keyspace}, ${entity});
    end if;
    if coalesce(current_setting(${setting}, true), '') <> ''
            and ${schema}.judge_mover(array[row_unit], false) then
        return;
    end if;
    if ${schema}.judge(array[row_unit]) is not null then
        insert into ${schema}.marks (unit, entity, key) values (row_unit, ${entity}, row_key);
    end if;
end
$body$
--;
revoke all on function ${schema}.${settle}(text[]) from public
