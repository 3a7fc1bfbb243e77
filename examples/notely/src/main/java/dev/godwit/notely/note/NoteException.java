package dev.godwit.notely.note;

/** Why an operation on notes was not carried out. The message is for the caller and holds no internals. */
public final class NoteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Problem problem;

    public NoteException(Problem problem, String message) {
        super(message);
        this.problem = problem;
    }

    public NoteException(Problem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /** What a caller can do about it differs; the codes are those of the JSON-RPC errors. */
    public enum Problem {
        /** There is no such note. */
        NOT_FOUND(-32001),
        /** There is another note of that id. */
        EXISTS(-32002),
        /** The unit changes its home, and that takes longer than callers wait: ask again. */
        HELD(-32003),
        /** A store refused because the unit's home is elsewhere: ask again. */
        MOVED(-32004),
        /** The store does not answer: ask again later. */
        STORE_DOWN(-32005),
        /** The request makes no sense; asking again does not help. */
        INVALID(-32602),
        /** A fault of the proxy. */
        INTERNAL(-32603);

        private final int code;

        Problem(int code) {
            this.code = code;
        }

        /** The code of the JSON-RPC error. */
        public int code() {
            return code;
        }
    }
}
