package dev.godwit.notely.load;

import dev.godwit.notely.load.AnswerReader.UnreadableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** Compares every note of one account with what its user remembered at the end. Used once, by one thread. */
final class AccountLook {
    static final int FINDINGS_MAX = 100;

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int TRIES = 3;

    private final NotelyClient client;
    private final AnswerReader reader;
    private final Memory memory;
    private final List<String> findings = new ArrayList<>();
    private long listedNotes;
    private long fieldsLost;
    private long notesLost;
    private long notesBack;
    private long doubleCounts;
    private long unanswered;

    AccountLook(NotelyClient client, AnswerReader reader, Memory memory) {
        this.client = client;
        this.reader = reader;
        this.memory = memory;
    }

    WholeLook look() throws InterruptedException {
        Optional<List<UUID>> listed = list();
        for (RememberedNote note : memory.notes()) {
            read(note, listed.map(ids -> ids.contains(note.id())).orElse(true));
        }
        for (UUID id : memory.deleted()) {
            readDeleted(id);
        }
        if (listed.isPresent()) {
            Set<UUID> distinct = new HashSet<>(listed.get());
            doubled(listed.get().size() - distinct.size(), "more ids than notes in the list");
            listedNotes = distinct.size();
            count(distinct.size());
            distinct.stream().filter(this::isUnknown).forEach(id -> {
                notesBack++;
                find(id, "listed, and nobody wrote it");
            });
        }
        return new WholeLook(
                memory.size(),
                listedNotes,
                fieldsLost,
                notesLost,
                notesBack,
                doubleCounts,
                unanswered,
                List.copyOf(findings));
    }

    private Optional<List<UUID>> list() throws InterruptedException {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            if (client.list(memory.account()) instanceof Answer.Given given && given.status() == OK) {
                try {
                    return Optional.of(reader.ids(given.body()));
                } catch (UnreadableException e) {
                    find(memory.account(), String.valueOf(e.getMessage()));
                }
            }
        }
        unanswered++;
        find(memory.account(), "no list");
        return Optional.empty();
    }

    private void read(RememberedNote note, boolean listed) throws InterruptedException {
        Optional<Answer.Given> answer = note(note.id());
        if (answer.isEmpty()) {
            return;
        }
        if (answer.get().status() == NOT_FOUND) {
            if (!note.mayBe(Optional.empty())) {
                notesLost++;
                find(note.id(), "not there, should be " + note.expectation());
            }
            return;
        }
        if (!listed) {
            notesLost++;
            find(note.id(), "there, but in no list");
        }
        compare(note, answer.get());
    }

    private void compare(RememberedNote note, Answer.Given given) {
        try {
            NoteState got = reader.note(given.body(), memory.account(), note.id());
            if (!note.mayBe(Optional.of(got))) {
                List<String> fields = note.settled()
                        .map(expected -> expected.differences(got))
                        .orElse(List.of("all"));
                fieldsLost += fields.size();
                find(note.id(), String.join(", ", fields) + " differ: should be " + note.expectation() + ", is " + got);
            }
        } catch (UnreadableException e) {
            fieldsLost++;
            find(note.id(), "has no readable fields: " + e.getMessage());
        }
    }

    private void readDeleted(UUID id) throws InterruptedException {
        if (note(id).filter(given -> given.status() == OK).isPresent()) {
            notesBack++;
            find(id, "there, and was deleted");
        }
    }

    private void count(int listed) throws InterruptedException {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            if (client.count(memory.account()) instanceof Answer.Given given && given.status() == OK) {
                OptionalLong count = reader.count(given.body());
                if (count.isPresent()) {
                    doubled(
                            Math.abs(count.getAsLong() - listed),
                            "counted " + count.getAsLong() + ", listed " + listed);
                    return;
                }
            }
        }
        unanswered++;
        find(memory.account(), "no count");
    }

    private Optional<Answer.Given> note(UUID id) throws InterruptedException {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            if (client.read(memory.account(), id) instanceof Answer.Given given
                    && (given.status() == OK || given.status() == NOT_FOUND)) {
                return Optional.of(given);
            }
        }
        unanswered++;
        find(id, "no answer");
        return Optional.empty();
    }

    /** Deleted notes have been looked for one by one. */
    private boolean isUnknown(UUID id) {
        return memory.note(id) == null && !memory.deleted().contains(id) && !memory.isDisowned(id);
    }

    private void doubled(long by, String what) {
        doubleCounts += by;
        if (by > 0) {
            find(memory.account(), what);
        }
    }

    private void find(UUID id, String what) {
        if (findings.size() < FINDINGS_MAX) {
            findings.add(id + ": " + what);
        }
    }
}
