package dev.godwit.spec.internal.model;

import dev.godwit.spec.internal.explore.Bits;
import dev.godwit.spec.internal.explore.Part;
import dev.godwit.spec.internal.explore.World;
import java.util.Arrays;

/** The rows of one unit while they are copied. Keys are numbered in their order; a value is the number of its write. */
final class CopyWorld extends World {
    static final int ABSENT = 0;
    static final int KEYS = 3;
    static final int MARKS = 5;
    private static final int NO_KEY = KEYS;
    private static final int VALUES = 7;

    /** What home has, by key. The first key was there before the copy began. */
    final int[] home = {1, ABSENT, ABSENT};

    final int[] mirror = new int[KEYS];
    /** The key of each mark, by the mark's number. */
    final int[] marks = new int[MARKS];

    int writes = 1;
    /** The highest mark number that was ever used, and one. */
    int nextMark;
    /** The worker that may write into the mirror. */
    int token = 1;
    /** In the mirror, committed with the rows: keys below it are copied. */
    int cursor;
    /** Copying has ended with an empty read. */
    boolean copied;

    final Worker[] workers = {new Worker(1), new Worker(0)};

    CopyWorld() {
        Arrays.fill(marks, NO_KEY);
    }

    boolean isMark(int number) {
        return marks[number] != NO_KEY;
    }

    boolean isMarked(int key) {
        for (int marked : marks) {
            if (marked == key) {
                return true;
            }
        }
        return false;
    }

    boolean hasMarks() {
        for (int marked : marks) {
            if (marked != NO_KEY) {
                return true;
            }
        }
        return false;
    }

    /** What SQLite does without AUTOINCREMENT: one more than the highest that exists. */
    int firstFreeMark() {
        int free = 0;
        for (int number = 0; number < MARKS; number++) {
            if (isMark(number)) {
                free = number + 1;
            }
        }
        return free;
    }

    void clearMark(int number) {
        marks[number] = NO_KEY;
    }

    @Override
    public void pass(Bits bits) {
        pass(bits, home);
        pass(bits, mirror);
        for (int number = 0; number < MARKS; number++) {
            marks[number] = bits.number(marks[number], NO_KEY);
        }
        writes = bits.number(writes, VALUES);
        nextMark = bits.number(nextMark, MARKS);
        token = bits.number(token, 7);
        cursor = bits.number(cursor, KEYS);
        copied = bits.flag(copied);
        bits.alike(workers, 42);
    }

    private static void pass(Bits bits, int[] values) {
        for (int key = 0; key < KEYS; key++) {
            values[key] = bits.number(values[key], VALUES);
        }
    }

    @Override
    public String text() {
        StringBuilder marked = new StringBuilder();
        for (int number = 0; number < MARKS; number++) {
            if (isMark(number)) {
                marked.append(" #").append(number).append(" of key ").append(marks[number]);
            }
        }
        return "home %s  mirror %s  cursor %d%s  token %d  marks%s"
                .formatted(
                        Arrays.toString(home),
                        Arrays.toString(mirror),
                        cursor,
                        copied ? " (copied)" : "",
                        token,
                        marked.isEmpty() ? " none" : marked);
    }

    /** How far a worker is with something that it carries to the mirror. */
    enum Carrying {
        NOTHING,
        /** Marks were read, their rows not yet. */
        MARKS,
        ROWS,
        /** The transaction in the mirror has begun: the lock is held and the fence was right. */
        ENTERED,
        /** The rows are in the mirror, the marks not yet deleted. */
        APPLIED;

        private static final Carrying[] ALL = values();
    }

    /** One worker copies and drains, in turn. A chunk has no marks. */
    static final class Worker implements Part {
        int token;
        Carrying chunk = Carrying.NOTHING;
        /** Keys up to this one, exclusive, are in the chunk; after an empty read there are no more. */
        int chunkEnd;

        final int[] chunkRows = new int[KEYS];
        Carrying drained = Carrying.NOTHING;
        /** By bits: the numbers of the marks that were read. */
        int marksRead;
        /** By bits: their keys. */
        int keys;

        final int[] rows = new int[KEYS];

        Worker(int token) {
            this.token = token;
        }

        boolean isIdle() {
            return chunk == Carrying.NOTHING && drained == Carrying.NOTHING;
        }

        boolean holdsTheLock() {
            return chunk == Carrying.ENTERED || drained == Carrying.ENTERED;
        }

        void dropChunk() {
            chunk = Carrying.NOTHING;
            chunkEnd = 0;
            Arrays.fill(chunkRows, ABSENT);
        }

        void dropMarks() {
            drained = Carrying.NOTHING;
            marksRead = 0;
            dropRows();
        }

        void dropRows() {
            keys = 0;
            Arrays.fill(rows, ABSENT);
        }

        @Override
        public void pass(Bits bits) {
            token = bits.number(token, 7);
            chunk = bits.one(chunk, Carrying.ALL);
            chunkEnd = bits.number(chunkEnd, KEYS);
            CopyWorld.pass(bits, chunkRows);
            drained = bits.one(drained, Carrying.ALL);
            marksRead = bits.number(marksRead, (1 << MARKS) - 1);
            keys = bits.number(keys, (1 << KEYS) - 1);
            CopyWorld.pass(bits, rows);
        }
    }
}
