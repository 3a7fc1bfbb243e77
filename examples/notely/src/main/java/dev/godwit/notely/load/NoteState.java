package dev.godwit.notely.load;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The fields of a note that can be lost or mixed up. */
record NoteState(Instant createdAt, Instant updatedAt, String content) {
    private static final int SHOWN_CHARACTERS = 40;

    /** The names of the fields in which the other differs. */
    List<String> differences(NoteState other) {
        List<String> fields = new ArrayList<>();
        if (!createdAt.equals(other.createdAt)) {
            fields.add("createdAt");
        }
        if (!updatedAt.equals(other.updatedAt)) {
            fields.add("updatedAt");
        }
        if (!content.equals(other.content)) {
            fields.add("content");
        }
        return fields;
    }

    /** For people who look for the cause of a miss. */
    @Override
    public String toString() {
        String shown = content.length() <= SHOWN_CHARACTERS ? content : content.substring(0, SHOWN_CHARACTERS) + "...";
        return "created " + createdAt + " updated " + updatedAt + " \"" + shown + "\"";
    }
}
