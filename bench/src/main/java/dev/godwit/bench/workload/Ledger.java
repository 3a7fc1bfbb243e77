package dev.godwit.bench.workload;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The users' own record of the truth: for every note the last change that was answered and the last one that was asked
 * for. It is a memory-mapped file that all application processes share, so that one of them can check what another wrote,
 * and so that the record of a process outlives its death by any signal.
 *
 * <p>The one writer of a note calls {@link #intend} before the change and {@link #confirm} after its answer. A reader
 * takes {@link #confirmed} before and {@link #bound} after its question: the answer lies between. Thread-safe for one
 * writer per note and any number of readers.
 */
public final class Ledger {
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int SLOT_BYTES = 16;

    private final NoteLayout layout;
    private final ByteBuffer record;

    private Ledger(NoteLayout layout, ByteBuffer record) {
        this.layout = layout;
        this.record = record;
    }

    /** Opens the record of that layout; a new file says that no note has ever been there. */
    public static Ledger open(Path file, NoteLayout layout) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Ledger(layout, channel.map(FileChannel.MapMode.READ_WRITE, 0, layout.slots() * SLOT_BYTES));
        }
    }

    public NoteLayout layout() {
        return layout;
    }

    /** The last change of the note that was answered. */
    public NoteState confirmed(long slot) {
        return NoteState.unpack((long) LONGS.getAcquire(record, position(slot)));
    }

    /** The last change of the note that was asked for. */
    public NoteState intended(long slot) {
        return NoteState.unpack((long) LONGS.getAcquire(record, position(slot) + Long.BYTES));
    }

    /** The latest state that a reader may have seen until now. */
    public NoteState bound(long slot) {
        NoteState intended = intended(slot);
        return intended.voided() ? confirmed(slot) : intended;
    }

    /** Whether every change that was asked for is answered or is known not to have happened. */
    public boolean settled(long slot) {
        NoteState intended = intended(slot);
        return intended.voided() || intended.equals(confirmed(slot));
    }

    /** Says that a change will now be asked for. */
    public void intend(long slot, NoteState next) {
        LONGS.setRelease(record, position(slot) + Long.BYTES, next.packed());
    }

    /** Says that the intended change was answered. */
    public void confirm(long slot) {
        LONGS.setRelease(record, position(slot), intended(slot).packed());
    }

    /** Says that the intended change did not and will not happen. Its version is not used again. */
    public void voidIntended(long slot) {
        NoteState intended = intended(slot);
        intend(slot, new NoteState(intended.version(), intended.present(), true));
    }

    private static int position(long slot) {
        return Math.toIntExact(slot * SLOT_BYTES);
    }
}
