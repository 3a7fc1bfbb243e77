package dev.godwit.core;

/** Who has to act on an error. */
public enum ErrorKind {
    /** What was asked is wrong: change the request, the plan or the data. */
    USER,
    /** Something around Godwit is missing, down or in the way. */
    ENVIRONMENT,
    /** It will pass by itself; the same call may be repeated. */
    RETRYABLE,
    /** Nobody knows whether it happened; look before you repeat it. */
    AMBIGUOUS,
    /** Godwit is wrong. */
    BUG
}
