package dev.godwit.engine.rehearsal;

/** Ends whatever an engine does that has died. An error, so that nothing is tidied up that a dead process would leave. */
final class EngineDiedError extends Error {
    private static final long serialVersionUID = 1L;

    EngineDiedError() {
        super("the engine has died", null, false, false);
    }
}
