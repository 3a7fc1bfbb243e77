package dev.godwit.examples.springjdbc;

import dev.godwit.examples.suite.Pot;
import dev.godwit.examples.suite.Pots;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** An ordinary repository. */
@Repository
class JdbcPots implements Pots {
    private final JdbcClient jdbc;

    JdbcPots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Pot pot) {
        jdbc.sql("insert into pots (id, owner, amount, version) values (:id, :owner, :amount, :version)")
                .paramSource(pot)
                .update();
    }

    @Override
    public Optional<Pot> find(String owner, long id) {
        return jdbc.sql("select * from pots where owner = ? and id = ?")
                .param(owner)
                .param(id)
                .query(JdbcPots::pot)
                .optional();
    }

    @Override
    public List<Pot> of(String owner) {
        return jdbc.sql("select * from pots where owner = ? order by id")
                .param(owner)
                .query(JdbcPots::pot)
                .list();
    }

    @Override
    public void save(Pot pot) {
        int changed = jdbc.sql("update pots set amount = :amount, version = version + 1"
                        + " where owner = :owner and id = :id and version = :version")
                .paramSource(pot)
                .update();
        if (changed != 1) {
            throw new OptimisticLockingFailureException("pot " + pot.id() + " was changed by somebody else");
        }
    }

    @Override
    public void remove(Pot pot) {
        jdbc.sql("delete from pots where owner = :owner and id = :id")
                .paramSource(pot)
                .update();
    }

    @Override
    public long total(String owner) {
        return jdbc.sql("select sum(amount) from pots where owner = ?")
                .param(owner)
                .query(Long.class)
                .single();
    }

    private static Pot pot(ResultSet row, int number) throws SQLException {
        return new Pot(row.getLong("id"), row.getString("owner"), row.getLong("amount"), row.getLong("version"));
    }
}
