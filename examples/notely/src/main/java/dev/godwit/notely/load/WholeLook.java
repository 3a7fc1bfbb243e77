package dev.godwit.notely.load;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a look at every note found after all users had ended.
 *
 * @param notes that should be there
 * @param listed notes that the lists name, each once
 * @param fieldsLost fields of notes that are not what they should be
 * @param notesLost notes that should be there and can't be read, or are in no list
 * @param notesBack notes that were deleted and are there again, or that nobody wrote
 * @param doubleCounts by how much the counts exceed the notes that are listed
 * @param unanswered questions that had no answer: where there are any, the look has not seen all
 * @param findings each of them for people; the first ones, when there are many
 */
public record WholeLook(
        long notes,
        long listed,
        long fieldsLost,
        long notesLost,
        long notesBack,
        long doubleCounts,
        long unanswered,
        List<String> findings) {
    static final WholeLook NOTHING = new WholeLook(0, 0, 0, 0, 0, 0, 0, List.of());

    /** Whether every note is as remembered, and counted once. */
    public boolean clean() {
        return fieldsLost + notesLost + notesBack + doubleCounts + unanswered == 0;
    }

    WholeLook and(WholeLook other) {
        return new WholeLook(
                notes + other.notes,
                listed + other.listed,
                fieldsLost + other.fieldsLost,
                notesLost + other.notesLost,
                notesBack + other.notesBack,
                doubleCounts + other.doubleCounts,
                unanswered + other.unanswered,
                Stream.concat(findings.stream(), other.findings.stream())
                        .limit(AccountLook.FINDINGS_MAX)
                        .toList());
    }
}
