-- The triggers of one table: all in one transaction, under one short lock. ENABLE ALWAYS, so that also sessions with
-- session_replication_role = replica are fenced. By statement, for it pays once then; by row where
-- rows lie in partitions, for a statement can name any of them, also one that is made later (pitfall U10).
--;
create or replace trigger ${insert_trigger} after insert on ${table}${referencing_new}
    for each ${each} execute function ${schema}.${on_insert}()
--;
create or replace trigger ${update_trigger} after update on ${table}${referencing_both}
    for each ${each} execute function ${schema}.${on_update}()
--;
create or replace trigger ${delete_trigger} after delete on ${table}${referencing_old}
    for each ${each} execute function ${schema}.${on_delete}()
--;
create or replace trigger ${truncate_trigger} before truncate on ${table}
    for each statement execute function ${schema}.refuse_truncate()
--;
alter table ${table} enable always trigger ${insert_trigger}
--;
alter table ${table} enable always trigger ${update_trigger}
--;
alter table ${table} enable always trigger ${delete_trigger}
--;
alter table ${table} enable always trigger ${truncate_trigger}
