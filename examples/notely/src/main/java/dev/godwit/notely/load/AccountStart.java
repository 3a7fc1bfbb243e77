package dev.godwit.notely.load;

import dev.godwit.core.TimeSource;
import dev.godwit.notely.load.AnswerReader.UnreadableException;
import java.time.Duration;
import java.util.UUID;

/** Makes the account of a user, as soon as there is a server that answers. Thread-safe. */
final class AccountStart {
    private static final int ATTEMPTS_MAX = 50;
    private static final Duration BACKOFF = Duration.ofMillis(200);
    private static final int CREATED = 201;
    private static final int CONFLICT = 409;

    private final NotelyClient client;
    private final AnswerReader reader;
    private final Gate gate;
    private final Tally tally;
    private final TimeSource time;

    AccountStart(NotelyClient client, AnswerReader reader, Gate gate, Tally tally, TimeSource time) {
        this.client = client;
        this.reader = reader;
        this.gate = gate;
        this.tally = tally;
        this.time = time;
    }

    /** Makes the account; false when it could not be made, or nobody wants it any more. */
    boolean make(UUID account, String name, String cohort) throws InterruptedException {
        boolean doubtful = false;
        long nextNanos = time.monotonicNanos();
        for (int attempt = 0; attempt < ATTEMPTS_MAX && gate.pass(nextNanos); attempt++) {
            switch (client.createAccount(account, name, cohort)) {
                case Answer.Missing missing -> {
                    tally.error(missing.kind());
                    doubtful = true;
                }
                case Answer.Given given -> {
                    if (given.status() == CREATED) {
                        judge(account, name, cohort, given);
                        return true;
                    }
                    if (given.status() == CONFLICT && doubtful) {
                        return true;
                    }
                    tally.error("HTTP " + given.status());
                }
            }
            nextNanos = time.monotonicNanos() + BACKOFF.toNanos();
        }
        return false;
    }

    private void judge(UUID account, String name, String cohort, Answer.Given given) {
        try {
            reader.requireAccount(given.body(), account, name, cohort);
        } catch (UnreadableException e) {
            tally.miss(
                    account,
                    account,
                    Operation.CREATE,
                    "the account " + name + " of " + cohort,
                    String.valueOf(e.getMessage()),
                    given);
        }
    }
}
