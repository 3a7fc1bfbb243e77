package dev.godwit.testkit.kit;

/** What not every database can do; a law that needs it is not asked of one that lacks it. */
public enum Ability {
    /** Keys of more than one kind. */
    KEY_KINDS("has keys of several kinds"),
    /** Hides rows from roles. */
    HIDES_ROWS("hides rows from some roles"),
    /** Can be crashed and started again by the test. */
    CRASHES("can be crashed by a test"),
    /** Its transactions can run at the same time. */
    RUNS_AT_ONCE("runs writers at the same moment"),
    /** More than one transaction can have written something before either commits. */
    SEVERAL_WRITERS("has several transactions that write at the same time"),
    /** A transaction that has read something keeps nobody from committing. */
    READS_BESIDE_WRITES("is read by transactions while others commit");

    private final String words;

    Ability(String words) {
        this.words = words;
    }

    /** As a sentence whose subject is the database. */
    public String words() {
        return words;
    }
}
