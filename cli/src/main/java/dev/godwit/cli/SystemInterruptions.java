package dev.godwit.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/** The signals that ask a process to end: INT, which is Ctrl-C, and TERM. */
final class SystemInterruptions implements Interruptions {
    private static final String[] SIGNALS = {"INT", "TERM"};

    @Override
    public Registration onFirst(Runnable callback) {
        AtomicBoolean asked = new AtomicBoolean();
        Runnable handler = () -> {
            if (asked.compareAndSet(false, true)) {
                callback.run();
            } else {
                Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
            }
        };
        Object[] before = new Object[SIGNALS.length];
        for (int i = 0; i < SIGNALS.length; i++) {
            before[i] = Signals.register(SIGNALS[i], handler);
        }
        return () -> {
            for (int i = 0; i < SIGNALS.length; i++) {
                Signals.unregister(SIGNALS[i], before[i]);
            }
        };
    }
}
