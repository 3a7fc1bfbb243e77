package dev.godwit.notely.load;

import java.util.Locale;

/** What a simulated user does. */
public enum Operation {
    /** Reads one note. */
    READ(35),
    /** Gives a note another content. */
    UPDATE(20),
    /** Asks for the ids of all notes, and then reads each. */
    LIST(15),
    /** Writes a new note. */
    CREATE(12),
    /** Deletes a note. */
    DELETE(12),
    /** Reads a note that it has deleted, which must not be there. */
    READ_DELETED(6);

    private final int percent;

    Operation(int percent) {
        this.percent = percent;
    }

    /** How often it is chosen when an account has about as many notes as it should. */
    int percent() {
        return percent;
    }

    /** The name in reports and logs. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
