package dev.godwit.spec.internal.explore;

/** What must hold, by the names that the simulation uses too. */
public enum Invariant {
    ONE_HOME("never two homes"),
    HOME_HAS_ALL("home has the last committed write"),
    MIRRORS_EQUAL("both MIRROR implies equal"),
    READS_LINEARIZABLE("a read answers what was true between its call and its return"),
    DIFFERENCES_ARE_MARKED("what differs is marked, or still to be copied"),
    FOREIGN_ROWS_UNTOUCHED("no row of another unit is touched"),
    PROGRESS("without faults, a settled phase can be reached");

    private final String text;

    Invariant(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
