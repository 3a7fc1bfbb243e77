-- The triggers of a table through whose rows others reach their unit; in the transaction of its other triggers.
--;
create or replace trigger ${leave_trigger} before delete on ${table}
    for each row execute function ${schema}.${on_leave}()
--;
create or replace trigger ${rename_trigger} before update on ${table}
    for each row when (${old_key} is distinct from ${new_key}) execute function ${schema}.${on_leave}()
--;
create or replace trigger ${family_insert_trigger} after insert on ${table}${referencing_new}
    for each ${each} execute function ${schema}.${on_family_insert}()
--;
create or replace trigger ${family_update_trigger} after update on ${table}${referencing_both}
    for each ${each} execute function ${schema}.${on_family_update}()
--;
alter table ${table} enable always trigger ${leave_trigger}
--;
alter table ${table} enable always trigger ${rename_trigger}
--;
alter table ${table} enable always trigger ${family_insert_trigger}
--;
alter table ${table} enable always trigger ${family_update_trigger}
