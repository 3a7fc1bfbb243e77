package dev.godwit.examples.jooq;

import dev.godwit.examples.suite.Bank;
import dev.godwit.examples.suite.Pot;
import dev.godwit.examples.suite.Teller;
import java.util.List;
import java.util.function.Consumer;

/** The bank. */
final class JooqBank implements Bank {
    private final Transactions transactions;

    JooqBank(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void open(String owner, List<Pot> pots) {
        write(owner, teller -> teller.open(pots));
    }

    @Override
    public void transfer(String owner, long from, long to, long amount) {
        write(owner, teller -> teller.transfer(owner, from, to, amount));
    }

    @Override
    public void replace(String owner, long id) {
        write(owner, teller -> teller.replace(owner, id));
    }

    @Override
    public void failAfterWriting(String owner, long id) {
        write(owner, teller -> teller.failAfterWriting(owner, id));
    }

    @Override
    public Pot look(String owner, long id) {
        return transactions.read(owner, database -> new Teller(new JooqPots(database)).find(owner, id));
    }

    @Override
    public List<Pot> list(String owner) {
        return transactions.read(owner, database -> new JooqPots(database).of(owner));
    }

    @Override
    public long total(String owner) {
        return transactions.read(owner, database -> new JooqPots(database).total(owner));
    }

    private void write(String owner, Consumer<Teller> work) {
        transactions.<String>write(owner, database -> {
            work.accept(new Teller(new JooqPots(database)));
            return owner;
        });
    }
}
