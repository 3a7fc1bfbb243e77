package dev.godwit.examples.ownmigration;

/** The longer statements. Each may be repeated. */
final class Sql {
    static final String ALL_ROWS = "select count(*) from customers";

    static final String EMPTY_ROWS = "select count(*) from customers where tier is null";

    static final String CREATE_TRIGGER = """
            create or replace function customers_tier() returns trigger language plpgsql as $$
            begin
                if new.tier is null or (tg_op = 'UPDATE' and new.vip <> old.vip and new.tier = old.tier) then
                    new.tier := case when new.vip then 'gold' else 'basic' end;
                end if;
                return new;
            end $$;
            create or replace trigger customers_tier before insert or update on customers
                for each row execute function customers_tier()""";

    static final String DROP_TRIGGER =
            "drop trigger if exists customers_tier on customers; drop function if exists customers_tier()";

    /** Answers the last key of the batch, or the one that it began after when there is none. */
    static final String FILL_BATCH = """
            with batch as (select id from customers where id > ? order by id limit ?),
            filled as (update customers set tier = case when vip then 'gold' else 'basic' end
                       from batch where customers.id = batch.id and tier is null)
            select coalesce(max(id), ?) from batch""";

    static final String ADD_CONSTRAINT = "alter table customers drop constraint if exists customers_tier_known,"
            + " add constraint customers_tier_known check (tier is not null) not valid";

    static final String SET_NOT_NULL =
            "alter table customers alter column tier set not null, drop constraint if exists customers_tier_known";

    static final String DROP_NOT_NULL =
            "alter table customers alter column tier drop not null, drop constraint if exists customers_tier_known";

    static final String DROP_VIP = DROP_TRIGGER + "; alter table customers drop column if exists vip";

    private Sql() {}
}
