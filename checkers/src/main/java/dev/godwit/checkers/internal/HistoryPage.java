package dev.godwit.checkers.internal;

import dev.godwit.checkers.Operation;
import dev.godwit.checkers.Operation.Kind;
import dev.godwit.checkers.Operation.Outcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * A part of a history file that one thread fills: its name, then entries of the same length. The first word of an entry is
 * written last, so an entry is there as a whole or not at all. One writer, any number of readers.
 */
public final class HistoryPage {
    static final int BYTES = 1_024;
    private static final int HEADER_BYTES = 96;
    private static final int ENTRY_BYTES = 40;
    private static final int ENTRIES = (BYTES - HEADER_BYTES) / ENTRY_BYTES;
    private static final int NAME_BYTES_MAX = HEADER_BYTES - 2 * Integer.BYTES;

    private static final int KEY = 8;
    private static final int VALUE = 16;
    private static final int CALLED = 24;
    private static final int RETURNED = 32;
    private static final VarHandle WORDS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long READ = 1;
    private static final long WRITE = 2;
    private static final long TOTAL = 4;
    private static final long OK = 8;
    private static final long FAILED = 16;

    private final ByteBuffer segment;
    private final int start;
    private int used;

    HistoryPage(ByteBuffer segment, int start) {
        this.segment = segment;
        this.start = start;
    }

    /** Says whose page it is, with a number that is not 0. */
    void begin(int mark, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, NAME_BYTES_MAX);
        segment.put(start + 2 * Integer.BYTES, bytes, 0, length);
        segment.putInt(start + Integer.BYTES, length);
        segment.putInt(start, mark);
    }

    int mark() {
        return segment.getInt(start);
    }

    String name() {
        byte[] bytes = new byte[segment.getInt(start + Integer.BYTES)];
        segment.get(start + 2 * Integer.BYTES, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Whether another entry fits. */
    public boolean hasRoom() {
        return used < ENTRIES;
    }

    /** Adds an entry and says where it is. */
    public int append(Kind kind, Outcome outcome, long key, long value, long calledNanos, long returnedNanos) {
        int entry = entry(used);
        used = used + 1;
        segment.putLong(entry + KEY, key);
        segment.putLong(entry + VALUE, value);
        segment.putLong(entry + CALLED, calledNanos);
        segment.putLong(entry + RETURNED, returnedNanos);
        WORDS.setRelease(segment, entry, word(kind, outcome));
        return entry;
    }

    /** Says what became of an entry whose outcome was unknown. */
    public void settle(int entry, Kind kind, Outcome outcome, long returnedNanos) {
        segment.putLong(entry + RETURNED, returnedNanos);
        WORDS.setRelease(segment, entry, word(kind, outcome));
    }

    void visit(String process, LongPredicate wantedKeys, Consumer<Operation> visitor) {
        String who = process + "/" + name();
        for (int number = 0; number < ENTRIES; number++) {
            int entry = entry(number);
            long word = (long) WORDS.getAcquire(segment, entry);
            if (word == 0) {
                return;
            }
            if (wantedKeys.test(segment.getLong(entry + KEY))) {
                visitor.accept(operation(entry, word, who));
            }
        }
    }

    private Operation operation(int entry, long word, String who) {
        return new Operation(
                kind(word),
                outcome(word),
                segment.getLong(entry + KEY),
                segment.getLong(entry + VALUE),
                segment.getLong(entry + CALLED),
                segment.getLong(entry + RETURNED),
                who);
    }

    private int entry(int number) {
        return start + HEADER_BYTES + number * ENTRY_BYTES;
    }

    /** Never 0, which is what a page holds where nothing was written yet. */
    private static long word(Kind kind, Outcome outcome) {
        long what = switch (kind) {
            case READ -> READ;
            case WRITE -> WRITE;
            case TOTAL -> TOTAL;
        };
        return switch (outcome) {
            case OK -> what | OK;
            case FAILED -> what | FAILED;
            case UNKNOWN -> what;
        };
    }

    private static Kind kind(long word) {
        return (word & READ) != 0 ? Kind.READ : (word & WRITE) != 0 ? Kind.WRITE : Kind.TOTAL;
    }

    private static Outcome outcome(long word) {
        return (word & OK) != 0 ? Outcome.OK : (word & FAILED) != 0 ? Outcome.FAILED : Outcome.UNKNOWN;
    }
}
