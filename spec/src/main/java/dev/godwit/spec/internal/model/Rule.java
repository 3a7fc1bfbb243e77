package dev.godwit.spec.internal.model;

import java.util.Locale;

/**
 * The rules that can be taken away: the eighteen mutations of the move protocol by their names, and after them those that
 * these models have shown to be needed too.
 */
public enum Rule {
    NOFENCE("the store checks each write"),
    NOFREEZEWAIT("step 3 waits for the holders of the lock"),
    NODIRTY("a write leaves a mark"),
    NOSEQ("only marks that were read are cleared"),
    NOTOKEN("one mover at a time writes into the mirror"),
    NOBUMP("step 6 takes the mirror's next epoch"),
    NOACK("step 2 waits for the routers"),
    NOSTRICT("a read without a lease looks at the role"),
    STALERENEW("a lease is renewed with the current placements"),
    LATEFREEZE("step 7 has its condition"),
    MIRRORREAD("reading a mirror checks that its epoch stayed"),
    UNSEALED("no mover gets a token after step 6"),
    MOVERPLAIN("a mover checks the fence under the unit's lock"),
    NOCAS("a fence is changed by compare-and-set"),
    SEQREUSE("a mark's number is never used again"),
    TAIL("a mark is drained only when no chunk that was read before is unwritten"),
    FOREIGNROW("rows are applied by unit and key"),
    LOSTCOMMIT("a store that has another incarnation is heeded"),
    NOVOID("an attempt that is given up before the freeze is made void in a fence first"),
    ADOPT("a home that was found frozen is thawed, never gone on with"),
    HALFLOOK("an attempt looks void only if the home's fence, read again after the mirror's, has stayed"),
    BLINDRESTORE("the way back restores a home only with the epoch that its own attempt gave it"),
    ROLEAFTER("a strict read of several rows looks at the fence before the first one too"),
    NOFLUSH("step 8 waits until the standbys of the old home have step 7"),
    NOCHECK("both incarnations are looked at between the seal and step 7"),
    OLDNUMBERS("a new incarnation hands out no token and no mark number that the old one may have handed out");

    private final String text;

    Rule(String text) {
        this.text = text;
    }

    /** What the rule says. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
