package dev.godwit.cli.internal;

/** The few colours that a page uses, each with one meaning. */
enum Paint {
    TITLE("\u001b[1m"),
    LABEL("\u001b[2m"),
    DONE("\u001b[32m"),
    WAITS("\u001b[33m"),
    ATTENTION("\u001b[31m");

    static final String RESET = "\u001b[0m";

    private final String code;

    Paint(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
