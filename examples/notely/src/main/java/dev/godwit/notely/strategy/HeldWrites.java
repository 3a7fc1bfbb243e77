package dev.godwit.notely.strategy;

import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteException.Problem;
import dev.godwit.notely.telemetry.Telemetry;
import dev.godwit.notely.telemetry.Telemetry.WriteDelay;
import java.util.function.Supplier;

/** Counts the writes that waited while their account's notes changed their home, and those that were sent away. Thread-safe. */
record HeldWrites(HeldTime time, int version, Telemetry telemetry) {
    <T> T watch(Supplier<T> write) {
        time.takeNanos();
        try {
            T answer = write.get();
            long held = time.takeNanos();
            if (held > 0) {
                telemetry.delayedWrite(version, WriteDelay.HELD, held);
            }
            return answer;
        } catch (NoteException e) {
            if (e.problem() == Problem.HELD) {
                telemetry.delayedWrite(version, WriteDelay.REFUSED, time.takeNanos());
            }
            throw e;
        }
    }
}
