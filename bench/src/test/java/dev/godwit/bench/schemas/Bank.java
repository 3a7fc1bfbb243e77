package dev.godwit.bench.schemas;

import static dev.godwit.bench.schemas.Statements.ask;
import static dev.godwit.bench.schemas.Statements.run;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The transaction of TPC-B: what a teller does with an account shows in four tables, whose sums are always equal. That
 * of the branch is kept by a trigger.
 */
final class Bank implements SchemaUnderLoad {
    private static final int BRANCHES = 6;
    private static final int TELLERS = 5;
    private static final int ACCOUNTS = 60;

    private final AtomicLong numbers = new AtomicLong();

    @Override
    public String script() {
        return "bank.sql";
    }

    @Override
    public List<String> inSource() {
        return List.of(
                "insert into branches select b, 0 from generate_series(1, " + BRANCHES + ") b",
                "insert into tellers select b, t, 0 from generate_series(1, " + BRANCHES + ") b, generate_series(1, "
                        + TELLERS + ") t",
                "insert into accounts select b * 1000 + a, b, 0, null from generate_series(1, " + BRANCHES
                        + ") b, generate_series(0, " + (ACCOUNTS - 1) + ") a");
    }

    @Override
    public List<String> checked() {
        return List.of("branches", "tellers", "accounts", "history");
    }

    @Override
    public List<Entity> entities() {
        return List.of(
                entity("history", "history", List.of("bid", "hid")),
                entity("account", "accounts", List.of("aid")),
                entity("teller", "tellers", List.of("bid", "tid")),
                entity("branch", "branches", List.of("bid")));
    }

    private static Entity entity(String name, String table, List<String> key) {
        return new Entity(new EntityName(name), table, Map.of(), key, UnitRule.column("bid"), Map.of());
    }

    @Override
    public List<UnitId> units() {
        return IntStream.rangeClosed(1, BRANCHES)
                .mapToObj(branch -> UnitId.of(Integer.toString(branch)))
                .toList();
    }

    @Override
    public void write(Connection connection, UnitId unit, Random chance) throws SQLException {
        int branch = Integer.parseInt(unit.value());
        int teller = 1 + chance.nextInt(TELLERS);
        long account = branch * 1000L + chance.nextInt(ACCOUNTS);
        long delta = chance.nextInt(2_000) - 1_000L;
        run(connection, "update accounts set balance = balance + ? where aid = ? and bid = ?", delta, account, branch);
        run(connection, "update tellers set balance = balance + ? where bid = ? and tid = ?", delta, branch, teller);
        run(
                connection,
                "insert into history values (?, ?, ?, ?, ?)",
                branch,
                numbers.incrementAndGet(),
                teller,
                account,
                delta);
    }

    @Override
    public List<String> promiseBroken(Connection connection, UnitId unit) throws SQLException {
        int branch = Integer.parseInt(unit.value());
        String sums = ask(
                connection,
                "select concat_ws(' ', (select sum(balance) from branches where bid = ?),"
                        + " (select sum(balance) from tellers where bid = ?),"
                        + " (select sum(balance) from accounts where bid = ?),"
                        + " (select coalesce(sum(delta), 0) from history where bid = ?))",
                branch,
                branch,
                branch,
                branch);
        List<String> each = List.of(sums.split(" "));
        return each.size() == 4 && each.stream().distinct().count() == 1
                ? List.of()
                : List.of("branch " + unit + ": " + sums);
    }
}
