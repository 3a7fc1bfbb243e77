package dev.godwit.core;

/** A store does not take the unit's write now, or can't say what it is; nothing was written. */
public final class StoreRefusedException extends GodwitException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    public StoreRefusedException(Refusal refusal, String message) {
        super(ErrorCode.STORE_BUSY, message);
        this.refusal = refusal;
    }

    public StoreRefusedException(Refusal refusal, String message, Throwable cause) {
        super(ErrorCode.STORE_BUSY, message, cause);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
