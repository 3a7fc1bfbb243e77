package dev.godwit.examples.jooq;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import dev.godwit.examples.suite.Pot;
import dev.godwit.examples.suite.Pots;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.exception.DataChangedException;

/** An ordinary repository. */
final class JooqPots implements Pots {
    private static final Table<Record> POTS = table("pots");
    private static final Field<Long> ID = field("id", Long.class);
    private static final Field<String> OWNER = field("owner", String.class);
    private static final Field<Long> AMOUNT = field("amount", Long.class);
    private static final Field<Long> VERSION = field("version", Long.class);

    private final DSLContext database;

    JooqPots(DSLContext database) {
        this.database = database;
    }

    @Override
    public void add(Pot pot) {
        database.insertInto(POTS, ID, OWNER, AMOUNT, VERSION)
                .values(pot.id(), pot.owner(), pot.amount(), pot.version())
                .execute();
    }

    @Override
    public Optional<Pot> find(String owner, long id) {
        return database.select(ID, OWNER, AMOUNT, VERSION)
                .from(POTS)
                .where(OWNER.eq(owner), ID.eq(id))
                .fetchOptional(JooqPots::pot);
    }

    @Override
    public List<Pot> of(String owner) {
        return database.select(ID, OWNER, AMOUNT, VERSION)
                .from(POTS)
                .where(OWNER.eq(owner))
                .orderBy(ID)
                .fetch(JooqPots::pot);
    }

    @Override
    public void save(Pot pot) {
        int changed = database.update(POTS)
                .set(AMOUNT, pot.amount())
                .set(VERSION, VERSION.plus(1))
                .where(OWNER.eq(pot.owner()), ID.eq(pot.id()), VERSION.eq(pot.version()))
                .execute();
        if (changed != 1) {
            throw new DataChangedException("pot " + pot.id() + " was changed by somebody else");
        }
    }

    @Override
    public void remove(Pot pot) {
        database.deleteFrom(POTS).where(OWNER.eq(pot.owner()), ID.eq(pot.id())).execute();
    }

    @Override
    public long total(String owner) {
        return database.select(sum(AMOUNT))
                .from(POTS)
                .where(OWNER.eq(owner))
                .fetchOptional(0, Long.class)
                .orElse(0L);
    }

    private static Pot pot(Record row) {
        return new Pot(row.get(ID), row.get(OWNER), row.get(AMOUNT), row.get(VERSION));
    }
}
