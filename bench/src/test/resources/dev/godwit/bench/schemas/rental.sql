-- Like Pagila: shops that rent films. A shop is a unit; most tables reach it through their parent.
create table countries (code text primary key, name text not null);
create table languages (id int primary key, name text not null unique);
create table categories (id int primary key, name text not null);
create table shops (shop text primary key, income numeric(12,2) not null);
create table staff (id bigint primary key, shop text not null references shops, boss bigint references staff,
    picture bytea);
create index on staff (shop);
create index on staff (boss);
create table customers (id uuid primary key, shop text not null references shops,
    country text not null references countries, tags text[] not null, active boolean not null);
create index on customers (shop);
create index on customers (country);
create table addresses (customer uuid primary key references customers on delete cascade, street text not null,
    details jsonb);
create table films (id bigint primary key, shop text not null references shops,
    language int not null references languages, title text not null, length interval);
create index on films (shop);
create index on films (language);
create table film_categories (film bigint not null references films on delete cascade,
    category int not null references categories, primary key (film, category));
create index on film_categories (category);
create table inventory (id bigint primary key, film bigint not null references films);
create index on inventory (film);
create table rentals (id bigint primary key, item bigint not null references inventory,
    customer uuid not null references customers, out_at timestamptz not null, back_at timestamptz);
create index on rentals (item);
create index on rentals (customer);
create table payments (rental bigint not null references rentals, part int not null, amount numeric(8,2) not null,
    primary key (rental, part)) partition by hash (rental);
create table payments_0 partition of payments for values with (modulus 2, remainder 0);
create table payments_1 partition of payments for values with (modulus 2, remainder 1);
-- They would do harm if they fired for mirrored rows: a title would get longer each time, a shop would earn twice.
create function shout() returns trigger language plpgsql as $$ begin
    new.title := new.title || '!';
    return new;
end $$;
create trigger shout before insert or update on films for each row execute function shout();
create function earn() returns trigger language plpgsql as $$ begin
    update shops s set income = s.income + new.amount
        from rentals r join inventory i on i.id = r.item join films f on f.id = i.film
        where r.id = new.rental and s.shop = f.shop;
    return null;
end $$;
create trigger earn after insert on payments for each row execute function earn();
create view check_countries as select code as key, 'reference' as unit, c.* from countries c;
create view check_shops as select shop as key, shop as unit, s.income from shops s;
create view check_staff as select id::text as key, shop as unit, s.boss, s.picture from staff s;
create view check_customers as select id::text as key, shop as unit, c.country, c.tags::text, c.active from customers c;
create view check_addresses as
    select a.customer::text as key, c.shop as unit, a.street, a.details::text from addresses a join customers c on c.id = a.customer;
create view check_films as select id::text as key, shop as unit, f.language, f.title, f.length::text from films f;
create view check_film_categories as
    select c.film || '/' || c.category as key, f.shop as unit, c.film from film_categories c join films f on f.id = c.film;
create view check_inventory as
    select i.id::text as key, f.shop as unit, i.film from inventory i join films f on f.id = i.film;
create view check_rentals as
    select r.id::text as key, f.shop as unit, r.item, r.customer::text, r.out_at, r.back_at
    from rentals r join inventory i on i.id = r.item join films f on f.id = i.film;
create view check_payments as
    select p.rental || '/' || p.part as key, f.shop as unit, p.amount
    from payments p join rentals r on r.id = p.rental join inventory i on i.id = r.item join films f on f.id = i.film;
