package dev.godwit.examples.jpa;

import dev.godwit.examples.suite.Pot;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** A pot as Hibernate keeps it. */
@Entity
@Table(name = "pots")
class PotRow {
    @Id
    private long id;

    private String owner = "";
    private long amount;

    @Version
    private Long version = 0L;

    /** For Hibernate. */
    protected PotRow() {}

    PotRow(Pot pot) {
        this.id = pot.id();
        this.owner = pot.owner();
        this.amount = pot.amount();
        this.version = pot.version();
    }

    Pot toPot() {
        return new Pot(id, owner, amount, version);
    }

    void setAmount(long newAmount) {
        amount = newAmount;
    }
}
