package dev.godwit.core;

/**
 * One thing that preflight or the reading of a plan found.
 *
 * @param place where: file and line, or store, table and column
 * @param message what is wrong, in one sentence without a full stop
 */
public record Problem(ErrorCode code, Severity severity, String place, String message) {
    /** Whether a problem stops the migration. */
    public enum Severity {
        /** The migration does not start. */
        ERROR,
        /** Worth knowing; the migration may start. */
        WARNING
    }

    public static Problem error(ErrorCode code, String place, String message) {
        return new Problem(code, Severity.ERROR, place, message);
    }

    public static Problem warning(ErrorCode code, String place, String message) {
        return new Problem(code, Severity.WARNING, place, message);
    }

    public boolean stops() {
        return severity == Severity.ERROR;
    }
}
