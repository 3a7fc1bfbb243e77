package dev.godwit.notely.rpc;

/** A call that was answered with an error. The message is for the other side and holds no internals. */
public final class RpcException extends RuntimeException {
    /** The body is no JSON. */
    public static final int PARSE_ERROR = -32700;
    /** The JSON is no call. */
    public static final int INVALID_REQUEST = -32600;
    /** There is no such method. */
    public static final int METHOD_NOT_FOUND = -32601;
    /** The method does not take these parameters. */
    public static final int INVALID_PARAMETERS = -32602;
    /** A fault of the server. */
    public static final int INTERNAL_ERROR = -32603;

    private static final long serialVersionUID = 1;

    private final int code;

    public RpcException(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** As in the error object. */
    public int code() {
        return code;
    }
}
