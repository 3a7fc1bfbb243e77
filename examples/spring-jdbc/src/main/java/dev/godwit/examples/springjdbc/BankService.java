package dev.godwit.examples.springjdbc;

import dev.godwit.examples.suite.Bank;
import dev.godwit.examples.suite.Pot;
import dev.godwit.examples.suite.Pots;
import dev.godwit.examples.suite.Teller;
import dev.godwit.spring.InUnit;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The bank. Each method is about the owner that it is called with. */
@Service
@InUnit("#owner")
@Transactional
class BankService implements Bank {
    private final Pots pots;
    private final Teller teller;

    BankService(Pots pots) {
        this.pots = pots;
        this.teller = new Teller(pots);
    }

    @Override
    public void open(String owner, List<Pot> newPots) {
        teller.open(newPots);
    }

    @Override
    public void transfer(String owner, long from, long to, long amount) {
        teller.transfer(owner, from, to, amount);
    }

    @Override
    public void replace(String owner, long id) {
        teller.replace(owner, id);
    }

    @Override
    public void failAfterWriting(String owner, long id) {
        teller.failAfterWriting(owner, id);
    }

    @Override
    @Transactional(readOnly = true)
    public Pot look(String owner, long id) {
        return teller.find(owner, id);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Pot> list(String owner) {
        return pots.of(owner);
    }

    @Override
    @Transactional(readOnly = true)
    public long total(String owner) {
        return pots.total(owner);
    }
}
