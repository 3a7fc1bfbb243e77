package dev.godwit.notely.load;

import dev.godwit.core.TimeSource;
import dev.godwit.notely.load.AnswerReader.UnreadableException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Sends the requests of one user, and judges each answer by what the user remembers. Not thread-safe. */
final class Visit {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    private final TimeSource time;
    private final NotelyClient client;
    private final AnswerReader reader;
    private final Tally tally;
    private final Memory memory;
    private final long latestEffectNanos;
    private boolean unanswered;

    /** @param deadline of an answer: a request that has none is taken to be over after twice as long */
    Visit(TimeSource time, NotelyClient client, AnswerReader reader, Tally tally, Memory memory, Duration deadline) {
        this.time = time;
        this.client = client;
        this.reader = reader;
        this.tally = tally;
        this.memory = memory;
        this.latestEffectNanos = deadline.multipliedBy(2).toNanos();
    }

    /** Whether the latest request had no answer. */
    boolean wasUnanswered() {
        return unanswered;
    }

    /** Reads a note. */
    void read(RememberedNote note) throws InterruptedException {
        if (ask(Operation.READ, client.read(memory.account(), note.id())) instanceof Answer.Given given) {
            judge(Operation.READ, note, given);
        }
    }

    /** Sends the write of the note that waits for an answer. */
    void write(RememberedNote note) throws InterruptedException {
        RememberedNote.Write write = note.unanswered().orElseThrow();
        Answer answer = ask(write.operation(), send(note, write));
        switch (answer) {
            case Answer.Missing ignored -> note.noAnswer(time.monotonicNanos() + latestEffectNanos);
            case Answer.Given given -> judge(note, write, given);
        }
        memory.forgetIfAbsent(note);
    }

    /** Asks for all ids, and then for each note that is not left alone. */
    void list() throws InterruptedException {
        if (ask(Operation.LIST, client.list(memory.account())) instanceof Answer.Given given) {
            for (UUID id : judgeList(given)) {
                RememberedNote note = memory.note(id);
                if (note != null && !note.isAbandoned()) {
                    read(note);
                }
            }
        }
    }

    /** Reads a note that was deleted. */
    void readDeleted(UUID note) throws InterruptedException {
        Answer answer = ask(Operation.READ_DELETED, client.read(memory.account(), note));
        if (answer instanceof Answer.Given given && given.status() != NOT_FOUND) {
            if (given.status() == OK) {
                miss(note, Operation.READ_DELETED, "no such note", AnswerReader.shown(given.body()), given);
            } else {
                unexpected(given);
            }
        }
    }

    private Answer ask(Operation operation, Answer answer) {
        unanswered = answer instanceof Answer.Missing;
        tally.request(operation, answer);
        return answer;
    }

    private Answer send(RememberedNote note, RememberedNote.Write write) throws InterruptedException {
        UUID account = memory.account();
        return switch (write.operation()) {
            case CREATE -> client.create(account, note.id(), write.result().orElseThrow());
            case UPDATE -> client.update(account, note.id(), write.result().orElseThrow());
            case DELETE -> client.delete(account, note.id());
            case READ, LIST, READ_DELETED -> throw new IllegalStateException(write + " is no write");
        };
    }

    /** An answer to a read, while both truths of a note may be right. */
    private void judge(Operation operation, RememberedNote note, Answer.Given given) {
        String expected = note.expectation();
        if (given.status() == OK || given.status() == NOT_FOUND) {
            try {
                Optional<NoteState> got = given.status() == OK
                        ? Optional.of(reader.note(given.body(), memory.account(), note.id()))
                        : Optional.empty();
                if (!note.seen(got)) {
                    miss(note.id(), operation, expected, RememberedNote.text(got), given);
                }
                memory.forgetIfAbsent(note);
            } catch (UnreadableException e) {
                miss(note.id(), operation, expected, String.valueOf(e.getMessage()), given);
            }
        } else {
            unexpected(given);
        }
    }

    /** An answer to a write. What was promised stays expected, whatever the answer shows. */
    private void judge(RememberedNote note, RememberedNote.Write write, Answer.Given given) {
        int promised = switch (write.operation()) {
            case CREATE -> CREATED;
            case UPDATE -> OK;
            case DELETE -> NO_CONTENT;
            case READ, LIST, READ_DELETED -> throw new IllegalStateException(write + " is no write");
        };
        String expected = RememberedNote.text(write.result());
        if (given.status() == promised) {
            note.carriedOut();
            if (write.result().isPresent()) {
                judgeWritten(note, write, given, expected);
            }
            return;
        }
        note.refused();
        if (given.status() == NOT_FOUND || write.operation() == Operation.CREATE) {
            String got = "HTTP " + given.status() + " " + AnswerReader.shown(given.body());
            miss(note.id(), write.operation(), expected, got, given);
        } else {
            unexpected(given);
        }
        if (note.settled().isEmpty()) {
            memory.disown(note);
        }
    }

    private void judgeWritten(RememberedNote note, RememberedNote.Write write, Answer.Given given, String expected) {
        try {
            Optional<NoteState> got = Optional.of(reader.note(given.body(), memory.account(), note.id()));
            if (!write.result().equals(got)) {
                miss(note.id(), write.operation(), expected, RememberedNote.text(got), given);
            }
        } catch (UnreadableException e) {
            miss(note.id(), write.operation(), expected, String.valueOf(e.getMessage()), given);
        }
    }

    private List<UUID> judgeList(Answer.Given given) {
        if (given.status() != OK) {
            if (given.status() == NOT_FOUND) {
                miss(memory.account(), Operation.LIST, "a list", AnswerReader.shown(given.body()), given);
            } else {
                unexpected(given);
            }
            return List.of();
        }
        try {
            List<UUID> ids = reader.ids(given.body());
            judgeIds(ids, given);
            return ids;
        } catch (UnreadableException e) {
            miss(memory.account(), Operation.LIST, "a list", String.valueOf(e.getMessage()), given);
            return List.of();
        }
    }

    private void judgeIds(List<UUID> ids, Answer.Given given) {
        Set<UUID> listed = new HashSet<>();
        for (UUID id : ids) {
            if (!listed.add(id)) {
                miss(id, Operation.LIST, "each note once", "twice in the list", given);
            } else if (memory.note(id) == null && !memory.isDisowned(id)) {
                String what = memory.deleted().contains(id) ? "a deleted note" : "an unknown note";
                miss(id, Operation.LIST, "not in the list", what + " in the list", given);
            }
        }
        for (RememberedNote note : List.copyOf(memory.notes())) {
            judgePresence(note, listed.contains(note.id()), given);
        }
    }

    /** A list tells of a note that is being written whether that has happened, though not what the note is. */
    private void judgePresence(RememberedNote note, boolean listed, Answer.Given given) {
        Optional<RememberedNote.Write> write = note.unanswered();
        boolean presentAfter =
                write.map(w -> w.result().isPresent()).orElse(note.settled().isPresent());
        boolean presentBefore = note.settled().isPresent();
        if (listed == presentAfter && presentBefore != presentAfter) {
            note.carriedOut();
            memory.forgetIfAbsent(note);
        } else if (!listed && presentBefore && presentAfter) {
            miss(note.id(), Operation.LIST, "in the list: " + note.expectation(), "not in the list", given);
        }
    }

    private void unexpected(Answer.Given given) {
        tally.error("HTTP " + given.status());
    }

    private void miss(UUID note, Operation operation, String expected, String got, Answer.Given given) {
        tally.miss(memory.account(), note, operation, expected, got, given);
    }
}
