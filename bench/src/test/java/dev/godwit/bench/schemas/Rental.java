package dev.godwit.bench.schemas;

import static dev.godwit.bench.schemas.Statements.ask;
import static dev.godwit.bench.schemas.Statements.run;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Shops that rent films: a trigger keeps a shop's income the sum of its payments, which are four tables away. */
final class Rental implements SchemaUnderLoad {
    private static final int SHOPS = 4;
    private static final int FILMS = 20;

    private final AtomicLong numbers = new AtomicLong(1_000_000);

    @Override
    public String script() {
        return "rental.sql";
    }

    @Override
    public List<String> inSource() {
        return List.of(
                "insert into countries values ('IS', 'Iceland'), ('NZ', 'New Zealand')",
                "insert into languages values (1, 'English'), (2, 'Íslenska')",
                "insert into categories select c, 'category ' || c from generate_series(1, 5) c",
                "insert into shops select 'shop-' || s, 0 from generate_series(1, " + SHOPS + ") s",
                "insert into staff select s * 100 + p, 'shop-' || s, case when p < 9 then s * 100 + p + 1 end,"
                        + " decode(md5(p::text), 'hex') from generate_series(1, " + SHOPS
                        + ") s, generate_series(1, 9) p",
                "insert into customers select md5('c' || s || '/' || c)::uuid, 'shop-' || s,"
                        + " case when c % 2 = 0 then 'IS' else 'NZ' end, array['a', 'b, \"c\"', null], c % 3 = 0"
                        + " from generate_series(1, " + SHOPS + ") s, generate_series(1, 10) c",
                "insert into addresses select id, 'street of ' || id, jsonb_build_object('floor', 1.50, 'x', null)"
                        + " from customers",
                "insert into films select s * 100 + f, 'shop-' || s, 1 + f % 2, 'film ' || f, f * interval '1 minute'"
                        + " from generate_series(1, " + SHOPS + ") s, generate_series(1, " + FILMS + ") f",
                "insert into film_categories select id, 1 + (id + k) % 5 from films, generate_series(0, 1) k",
                "insert into inventory select id * 10 + k, id from films, generate_series(0, 1) k");
    }

    @Override
    public List<String> checked() {
        return List.of(
                "countries",
                "shops",
                "staff",
                "customers",
                "addresses",
                "films",
                "film_categories",
                "inventory",
                "rentals",
                "payments");
    }

    @Override
    public List<Entity> entities() {
        return List.of(
                reference("country", "countries", "code"),
                reference("language", "languages", "id"),
                reference("category", "categories", "id"),
                entity("shop", "shops", List.of("shop"), UnitRule.column("shop")),
                entity("staff", "staff", List.of("id"), UnitRule.column("shop")),
                entity("customer", "customers", List.of("id"), UnitRule.column("shop")),
                entity("address", "addresses", List.of("customer"), through("customer", "customer")),
                entity("film", "films", List.of("id"), UnitRule.column("shop")),
                entity("film-category", "film_categories", List.of("film", "category"), through("film", "film")),
                entity("item", "inventory", List.of("id"), through("film", "film")),
                entity("rental", "rentals", List.of("id"), through("item", "item")),
                entity("payment", "payments", List.of("rental", "part"), through("rental", "rental")));
    }

    /** The units of the reference tables. */
    static List<UnitId> references() {
        return List.of(
                UnitId.of("reference/country"), UnitId.of("reference/language"), UnitId.of("reference/category"));
    }

    private static Entity reference(String name, String table, String key) {
        return entity(name, table, List.of(key), new UnitRule.Whole(UnitId.of("reference/" + name), true));
    }

    private static UnitRule through(String column, String parent) {
        return new UnitRule.Through(List.of(column), new EntityName(parent));
    }

    private static Entity entity(String name, String table, List<String> key, UnitRule unit) {
        return new Entity(new EntityName(name), table, Map.of(), key, unit, Map.of());
    }

    @Override
    public List<UnitId> units() {
        return IntStream.rangeClosed(1, SHOPS)
                .mapToObj(shop -> UnitId.of("shop-" + shop))
                .toList();
    }

    @Override
    public void write(Connection connection, UnitId unit, Random chance) throws SQLException {
        String shop = unit.value();
        // Two clerks of one shop would meet at a customer who leaves and rents at the same moment.
        ask(connection, "select shop from shops where shop = ? for update", shop);
        switch (chance.nextInt(6)) {
            case 0 -> joinAndMaybeLeave(connection, shop, chance);
            case 1 -> buy(connection, shop, chance);
            case 2 ->
                run(
                        connection,
                        "delete from films where id = (select f.id from films f where f.shop = ? and not exists"
                                + " (select from inventory i where i.film = f.id) order by f.id limit 1)",
                        shop);
            case 3 ->
                run(
                        connection,
                        "update rentals set back_at = clock_timestamp() where id = (select r.id from rentals r"
                                + " join inventory i on i.id = r.item join films f on f.id = i.film"
                                + " where f.shop = ? and r.back_at is null order by r.id limit 1)",
                        shop);
            default -> rent(connection, shop, chance);
        }
    }

    private void joinAndMaybeLeave(Connection connection, String shop, Random chance) throws SQLException {
        UUID customer = new UUID(chance.nextLong(), chance.nextLong());
        run(connection, "insert into customers values (?, ?, 'IS', '{}', true)", customer, shop);
        run(connection, "insert into addresses values (?, 'somewhere', null)", customer);
        run(
                connection,
                "delete from customers where id = (select c.id from customers c where c.shop = ? and not exists"
                        + " (select from rentals r where r.customer = c.id) order by c.id limit 1)",
                shop);
    }

    private void buy(Connection connection, String shop, Random chance) throws SQLException {
        long film = numbers.incrementAndGet();
        run(connection, "insert into films values (?, ?, 2, 'New film', null)", film, shop);
        run(connection, "insert into film_categories values (?, ?)", film, 1 + chance.nextInt(5));
        if (chance.nextBoolean()) {
            run(connection, "insert into inventory values (?, ?)", numbers.incrementAndGet(), film);
        }
    }

    private void rent(Connection connection, String shop, Random chance) throws SQLException {
        long rental = numbers.incrementAndGet();
        BigDecimal price = BigDecimal.valueOf(100 + chance.nextInt(900), 2);
        run(
                connection,
                "insert into rentals select ?, (select i.id from inventory i join films f on f.id = i.film"
                        + " where f.shop = ? order by i.id offset ? limit 1),"
                        + " (select id from customers where shop = ? order by id limit 1), clock_timestamp(), null",
                rental,
                shop,
                chance.nextInt(FILMS),
                shop);
        for (int part = 1; part <= 2; part++) {
            run(connection, "insert into payments values (?, ?, ?)", rental, part, price);
        }
    }

    @Override
    public List<String> promiseBroken(Connection connection, UnitId unit) throws SQLException {
        String sums = ask(
                connection,
                "select concat_ws(' ', (select income from shops where shop = ?), (select coalesce(sum(p.amount), 0.00)"
                        + " from payments p join rentals r on r.id = p.rental join inventory i on i.id = r.item"
                        + " join films f on f.id = i.film where f.shop = ?))",
                unit.value(),
                unit.value());
        List<BigDecimal> each =
                List.of(sums.split(" ")).stream().map(BigDecimal::new).toList();
        return each.size() == 2 && each.getFirst().compareTo(each.getLast()) == 0
                ? List.of()
                : List.of(unit + ": income and payments " + sums);
    }
}
