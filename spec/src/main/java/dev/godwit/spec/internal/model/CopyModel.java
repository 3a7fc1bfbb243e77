package dev.godwit.spec.internal.model;

import static dev.godwit.spec.internal.model.CopyWorld.ABSENT;
import static dev.godwit.spec.internal.model.CopyWorld.KEYS;
import static dev.godwit.spec.internal.model.CopyWorld.MARKS;
import static dev.godwit.spec.internal.model.Side.BOTH;

import dev.godwit.spec.internal.explore.Invariant;
import dev.godwit.spec.internal.explore.Model;
import dev.godwit.spec.internal.explore.Table;
import dev.godwit.spec.internal.model.CopyWorld.Carrying;
import dev.godwit.spec.internal.model.CopyWorld.Worker;
import java.util.Set;

/**
 * Copying: chunks in key order with the cursor in the mirror, while the application inserts (beyond the last key too),
 * updates and deletes, and its marks are drained. A worker is replaced by a new token at any moment and may go on with
 * what it has read; its check of the fence and its write are two steps under one lock.
 */
final class CopyModel implements Model<CopyWorld> {
    private final int writes;
    private final int tokens;
    private final int chunk;
    private final int keys;
    private final Set<Rule> broken;

    CopyModel(Size size, Set<Rule> broken) {
        this.writes = size.get("writes", 4);
        this.tokens = size.get("tokens", 7);
        this.chunk = size.get("chunk", 3);
        this.keys = size.get("keys", KEYS);
        this.broken = broken;
    }

    @Override
    public CopyWorld world() {
        return new CopyWorld();
    }

    @Override
    public int words() {
        return 3;
    }

    @Override
    public void enter(Table<CopyWorld> table) {
        application(table);
        for (int worker : BOTH) {
            token(table, worker);
            copy(table, worker);
            drain(table, worker);
        }
    }

    // ---- the application, in home

    private void application(Table<CopyWorld> table) {
        for (int key = 0; key < keys; key++) {
            int written = key;
            table.step("application: writes key " + key, now -> now.writes <= writes, then -> {
                then.home[written] = ++then.writes;
                mark(then, written);
            });
            table.step(
                    "application: deletes key " + key,
                    now -> now.writes <= writes && now.home[written] != ABSENT,
                    then -> {
                        then.writes++;
                        then.home[written] = ABSENT;
                        mark(then, written);
                    });
        }
    }

    private void mark(CopyWorld then, int key) {
        int number = broken.contains(Rule.SEQREUSE) ? then.firstFreeMark() : then.nextMark++;
        then.marks[number] = key;
    }

    // ---- the token: whoever takes it waits for the holders of the mirror's lock

    private void token(Table<CopyWorld> table, int index) {
        String worker = "worker " + (index + 1);

        table.step(
                worker + ": takes a token",
                now -> now.workers[index].token != now.token
                        && now.token < tokens
                        && (!now.workers[1 - index].holdsTheLock() || broken.contains(Rule.MOVERPLAIN)),
                then -> {
                    Worker self = then.workers[index];
                    self.dropChunk();
                    self.dropMarks();
                    self.token = ++then.token;
                });

        table.fault(worker + ": crashes", now -> now.workers[index].token != 0 && now.token < tokens, then -> {
            Worker self = then.workers[index];
            self.dropChunk();
            self.dropMarks();
            self.token = 0;
        });
    }

    // ---- copy

    private void copy(Table<CopyWorld> table, int index) {
        String worker = "worker " + (index + 1);

        table.step(
                worker + ": reads a chunk beyond the cursor",
                now -> now.workers[index].isIdle() && isCurrent(now, index) && !now.copied,
                then -> {
                    Worker self = then.workers[index];
                    int found = 0;
                    for (int key = then.cursor; key < KEYS && found < chunk; key++) {
                        if (then.home[key] != ABSENT) {
                            self.chunkRows[key] = then.home[key];
                            self.chunkEnd = key + 1;
                            found++;
                        }
                    }
                    self.chunk = Carrying.ROWS;
                });

        enterForChunk(table, index, worker);

        table.step(
                worker + ": writes the chunk and the cursor, and commits",
                now -> now.workers[index].chunk == Carrying.ENTERED,
                then -> {
                    Worker self = then.workers[index];
                    for (int key = 0; key < self.chunkEnd; key++) {
                        if (self.chunkRows[key] != ABSENT) {
                            then.mirror[key] = self.chunkRows[key];
                        }
                    }
                    if (self.chunkEnd == 0) {
                        then.copied = true;
                    } else {
                        then.cursor = self.chunkEnd;
                    }
                    self.dropChunk();
                });
    }

    private static void enterForChunk(Table<CopyWorld> table, int index, String worker) {
        table.step(
                worker + ": takes the mirror's lock for the chunk, then looks at the fence",
                now -> now.workers[index].chunk == Carrying.ROWS && now.workers[index].drained == Carrying.NOTHING,
                then -> {
                    Worker self = then.workers[index];
                    if (isCurrent(then, index)) {
                        self.chunk = Carrying.ENTERED;
                    } else {
                        self.dropChunk();
                    }
                });
    }

    // ---- drain and apply

    private void drain(Table<CopyWorld> table, int index) {
        String worker = "worker " + (index + 1);

        table.step(
                worker + ": reads the marks",
                now -> now.hasMarks()
                        && isCurrent(now, index)
                        && now.workers[index].drained == Carrying.NOTHING
                        && (now.workers[index].chunk == Carrying.NOTHING
                                || (broken.contains(Rule.TAIL) && now.workers[index].chunk == Carrying.ROWS)),
                then -> {
                    Worker self = then.workers[index];
                    for (int number = 0; number < MARKS; number++) {
                        if (then.isMark(number)) {
                            self.marksRead |= 1 << number;
                            self.keys |= 1 << then.marks[number];
                        }
                    }
                    self.drained = Carrying.MARKS;
                });

        table.step(
                worker + ": reads the rows of the marks", now -> now.workers[index].drained == Carrying.MARKS, then -> {
                    Worker self = then.workers[index];
                    for (int key = 0; key < KEYS; key++) {
                        self.rows[key] = hasRead(self, key) ? then.home[key] : ABSENT;
                    }
                    self.drained = Carrying.ROWS;
                });

        table.step(
                worker + ": takes the mirror's lock for the rows, then looks at the fence",
                now -> now.workers[index].drained == Carrying.ROWS,
                then -> {
                    if (isCurrent(then, index)) {
                        then.workers[index].drained = Carrying.ENTERED;
                    } else {
                        then.workers[index].dropMarks();
                    }
                });

        table.step(
                worker + ": applies the rows and commits",
                now -> now.workers[index].drained == Carrying.ENTERED,
                then -> {
                    Worker self = then.workers[index];
                    for (int key = 0; key < KEYS; key++) {
                        if (hasRead(self, key)) {
                            then.mirror[key] = self.rows[key];
                        }
                    }
                    self.dropRows();
                    self.drained = Carrying.APPLIED;
                });

        table.step(
                worker + ": deletes exactly the marks that it read",
                now -> now.workers[index].drained == Carrying.APPLIED,
                then -> {
                    Worker self = then.workers[index];
                    for (int number = 0; number < MARKS; number++) {
                        if ((self.marksRead & 1 << number) != 0) {
                            then.clearMark(number);
                        }
                    }
                    self.dropMarks();
                });
    }

    private static boolean hasRead(Worker worker, int key) {
        return (worker.keys & 1 << key) != 0;
    }

    private static boolean isCurrent(CopyWorld now, int worker) {
        return now.workers[worker].token == now.token;
    }

    // ---- what must hold

    /** What is not marked is equal, or will still be copied; a row that home lacks is never copied. */
    @Override
    public void check(CopyWorld world) {
        for (int key = 0; key < KEYS; key++) {
            boolean toBeCopied = !world.copied && key >= world.cursor && world.home[key] != ABSENT;
            world.holds(
                    world.home[key] == world.mirror[key] || toBeCopied || world.isMarked(key),
                    Invariant.DIFFERENCES_ARE_MARKED,
                    "key " + key + " is " + world.home[key] + " in home, " + world.mirror[key] + " in the mirror");
        }
    }

    @Override
    public boolean isSettled(CopyWorld world) {
        return world.copied && !world.hasMarks();
    }
}
