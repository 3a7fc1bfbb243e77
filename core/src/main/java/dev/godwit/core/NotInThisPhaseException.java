package dev.godwit.core;

import java.util.Set;

/** A command that means nothing for a unit in the phase in which it is; nothing was changed. */
public final class NotInThisPhaseException extends GodwitException {
    private static final long serialVersionUID = 1L;

    private final transient Set<Phase> allowed;

    /** @param allowed the phases in which the command is taken */
    public NotInThisPhaseException(String message, Set<Phase> allowed) {
        super(ErrorCode.FORBIDDEN_TRANSITION, message);
        this.allowed = Set.copyOf(allowed);
    }

    /** The phases in which the command is taken. */
    public Set<Phase> allowed() {
        return allowed;
    }
}
