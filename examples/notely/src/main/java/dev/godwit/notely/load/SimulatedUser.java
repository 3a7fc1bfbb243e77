package dev.godwit.notely.load;

import dev.godwit.core.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Uses one account, one operation after another, until the gate ends it. A write that had no answer is sent again until it has
 * one, sometimes after a look at what became of it. Run by one thread.
 */
final class SimulatedUser implements Runnable {
    /** So often a write is sent before its user gives up on the note. */
    static final int ATTEMPTS_MAX = 20;

    private static final Duration BACKOFF_FIRST = Duration.ofMillis(20);
    private static final int BACKOFF_DOUBLINGS = 6;
    private static final int ATTEMPTS_WHEN_ENDED = 3;
    private static final int PERCENT = 100;

    private final TimeSource time;
    private final LoadSettings settings;
    private final Gate gate;
    private final Tally tally;
    private final RandomGenerator chance;
    private final Ids ids;
    private final Memory memory;
    private final Visit visit;
    private final int abandoned;
    private final Target target;
    private int backoffs;
    private int contents;
    private long nextNanos;

    SimulatedUser(
            TimeSource time,
            LoadSettings settings,
            Gate gate,
            Tally tally,
            RandomGenerator chance,
            Ids ids,
            Memory memory,
            Visit visit) {
        this.time = time;
        this.settings = settings;
        this.gate = gate;
        this.tally = tally;
        this.chance = chance;
        this.ids = ids;
        this.memory = memory;
        this.visit = visit;
        this.abandoned = abandoned();
        this.target = new Target(chance, settings.notesPerAccount(), abandoned);
        this.nextNanos = time.monotonicNanos();
    }

    @Override
    public void run() {
        try {
            for (int note = 0; note < settings.notesPerAccount() && gate.pass(nextNanos); note++) {
                act(Operation.CREATE);
                pace();
            }
            while (gate.pass(nextNanos)) {
                Optional<RememberedNote> unanswered = memory.unanswered();
                if (unanswered.isPresent()) {
                    settle(unanswered.get());
                } else {
                    act(target.next(memory.size()));
                }
                pace();
            }
            settleAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void act(Operation operation) throws InterruptedException {
        Optional<RememberedNote> touched = memory.any(chance, note -> !note.isAbandoned());
        long now = time.monotonicNanos();
        switch (operation) {
            case CREATE -> create();
            case LIST -> list();
            case READ -> {
                if (touched.isPresent()) {
                    tally.operation(Operation.READ);
                    visit.read(touched.get());
                } else {
                    list();
                }
            }
            case UPDATE -> {
                if (touched.isPresent()) {
                    update(touched.get());
                } else {
                    list();
                }
            }
            case DELETE -> {
                Optional<RememberedNote> old = memory.any(chance, note -> note.canBeDeleted(now));
                if (old.isPresent()) {
                    tally.operation(Operation.DELETE);
                    old.get().delete();
                    visit.write(old.get());
                } else {
                    list();
                }
            }
            case READ_DELETED -> {
                Optional<UUID> deleted = memory.anyDeleted(chance);
                if (deleted.isPresent()) {
                    tally.operation(Operation.READ_DELETED);
                    visit.readDeleted(deleted.get());
                } else {
                    list();
                }
            }
        }
    }

    private void create() throws InterruptedException {
        tally.operation(Operation.CREATE);
        Instant now = now();
        boolean isAbandoned =
                memory.size() < abandoned && memory.notes().stream().allMatch(RememberedNote::isAbandoned);
        RememberedNote note = RememberedNote.toBeCreated(ids.next(), new NoteState(now, now, content()), isAbandoned);
        memory.add(note);
        visit.write(note);
    }

    private void update(RememberedNote note) throws InterruptedException {
        tally.operation(Operation.UPDATE);
        NoteState before = note.settled().orElseThrow();
        Instant afterLast = before.updatedAt().plusMillis(1);
        Instant now = now();
        note.update(new NoteState(before.createdAt(), now.isAfter(afterLast) ? now : afterLast, content()));
        visit.write(note);
    }

    private void list() throws InterruptedException {
        tally.operation(Operation.LIST);
        visit.list();
    }

    private void settle(RememberedNote note) throws InterruptedException {
        if (note.attempts() >= ATTEMPTS_MAX) {
            tally.disowned();
            memory.disown(note);
        } else if (chance.nextBoolean()) {
            tally.operation(Operation.READ);
            visit.read(note);
        } else {
            tally.repeat();
            visit.write(note);
        }
    }

    /** At the end nothing should be left open; what is, is left to the last look. */
    private void settleAll() throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS_WHEN_ENDED; attempt++) {
            Optional<RememberedNote> unanswered = memory.unanswered();
            if (unanswered.isEmpty()) {
                return;
            }
            tally.repeat();
            visit.write(unanswered.get());
        }
    }

    /** Decides when the next operation begins: a server that does not answer is left alone for a while. */
    private void pace() {
        long now = time.monotonicNanos();
        if (visit.wasUnanswered()) {
            nextNanos = now + (BACKOFF_FIRST.toNanos() << Math.min(backoffs, BACKOFF_DOUBLINGS));
            backoffs++;
            return;
        }
        backoffs = 0;
        if (settings.maxRate()) {
            nextNanos = now;
            return;
        }
        long interval = TimeUnit.MINUTES.toNanos(1) / settings.requestsPerMinute();
        nextNanos = Math.max(now, nextNanos + interval / 2 + chance.nextLong(interval));
    }

    /** No store keeps more than milliseconds for certain. */
    private Instant now() {
        return time.wallClock().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Never the same twice, and it says whose it is. */
    private String content() {
        contents++;
        String filler = "naïve café – 笔记 😀 ".repeat(chance.nextInt(8));
        return "Content " + contents + " of " + memory.account() + ". " + filler;
    }

    private int abandoned() {
        int percent = settings.notesPerAccount() * settings.abandonPercent();
        return percent / PERCENT + (chance.nextInt(PERCENT) < percent % PERCENT ? 1 : 0);
    }
}
