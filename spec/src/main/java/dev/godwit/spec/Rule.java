package dev.godwit.spec;

/** The rules that can be taken away, by the names of the mutations of the move protocol. */
public enum Rule {
    NOFENCE("writes are checked in the store"),
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
    UNSEALED("no mover gets a token after step 6");

    private final String text;

    Rule(String text) {
        this.text = text;
    }

    /** What the rule says. */
    public String text() {
        return text;
    }
}
