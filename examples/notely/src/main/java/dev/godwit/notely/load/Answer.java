package dev.godwit.notely.load;

/** What came back for a request. */
sealed interface Answer {
    /** From sending the request to having the whole answer, or to giving up. */
    long nanos();

    /**
     * An answer that says what happened.
     *
     * @param version of the proxy that answered, {@value #UNKNOWN_VERSION} when the answer does not tell
     */
    record Given(int status, String body, String version, long nanos) implements Answer {
        static final String UNKNOWN_VERSION = "?";
    }

    /**
     * None, or one that leaves open what happened.
     *
     * @param kind such as {@code timeout} or {@code HTTP 500}
     */
    record Missing(String kind, String reason, long nanos) implements Answer {}
}
