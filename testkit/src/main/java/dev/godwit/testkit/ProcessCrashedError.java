package dev.godwit.testkit;

/**
 * Unwinds the tasks of a {@link SimulatedProcess} that has crashed. No error of the program: nobody catches it, and what
 * {@code finally} blocks still ask for is not done any more.
 */
public final class ProcessCrashedError extends Error {
    private static final long serialVersionUID = 1L;

    ProcessCrashedError(String process) {
        super(process + " has crashed", null, false, false);
    }
}
