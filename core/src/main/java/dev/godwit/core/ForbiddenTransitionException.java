package dev.godwit.core;

/** An event was asked of a unit whose state does not allow it; nothing was changed. */
public final class ForbiddenTransitionException extends GodwitException {
    private static final long serialVersionUID = 1L;

    public ForbiddenTransitionException(UnitState state, UnitEvent event) {
        super(ErrorCode.FORBIDDEN_TRANSITION, "a unit in " + state + " does not take " + event);
    }
}
