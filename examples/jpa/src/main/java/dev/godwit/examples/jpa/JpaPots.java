package dev.godwit.examples.jpa;

import dev.godwit.examples.suite.Pot;
import dev.godwit.examples.suite.Pots;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** An ordinary repository. */
@Repository
class JpaPots implements Pots {
    private final EntityManager entities;

    JpaPots(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void add(Pot pot) {
        // Whatever was removed in this transaction has to be gone before an equal row comes.
        entities.flush();
        entities.createNativeQuery("insert into pots (id, owner, amount, version) values (?, ?, ?, ?)")
                .setParameter(1, pot.id())
                .setParameter(2, pot.owner())
                .setParameter(3, pot.amount())
                .setParameter(4, pot.version())
                .executeUpdate();
    }

    @Override
    public Optional<Pot> find(String owner, long id) {
        return row(owner, id).map(PotRow::toPot);
    }

    @Override
    public List<Pot> of(String owner) {
        return entities.createQuery("select p from PotRow p where p.owner = :owner order by p.id", PotRow.class)
                .setParameter("owner", owner)
                .getResultStream()
                .map(PotRow::toPot)
                .toList();
    }

    @Override
    public void save(Pot pot) {
        PotRow row = row(pot.owner(), pot.id()).orElseThrow(OptimisticLockException::new);
        if (row.toPot().version() != pot.version()) {
            throw new OptimisticLockException("pot " + pot.id() + " was changed by somebody else");
        }
        row.setAmount(pot.amount());
    }

    @Override
    public void remove(Pot pot) {
        row(pot.owner(), pot.id()).ifPresent(entities::remove);
    }

    @Override
    public long total(String owner) {
        return entities.createQuery("select sum(p.amount) from PotRow p where p.owner = :owner", Long.class)
                .setParameter("owner", owner)
                .getSingleResult();
    }

    private Optional<PotRow> row(String owner, long id) {
        return entities.createQuery("select p from PotRow p where p.owner = :owner and p.id = :id", PotRow.class)
                .setParameter("owner", owner)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }
}
