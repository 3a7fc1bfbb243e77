package dev.godwit.cli;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.ErrorKind;
import dev.godwit.core.GodwitException;
import java.util.ArrayList;
import java.util.List;

/** How a command ended, for scripts. */
enum ExitCode {
    OK(0, "done"),
    FAILED(1, "refused or failed; nothing was changed by this command"),
    USAGE(2, "the command line or the plan is wrong, or preflight found a problem"),
    ATTENTION(3, "a unit or the migration needs a person; 'godwit status' says why"),
    UNAVAILABLE(69, "a control plane or database can't be reached; try again later"),
    BUG(70, "a bug of Godwit's; please report it"),
    INTERRUPTED(130, "stopped by Ctrl-C; 'run' goes on where it was");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    /** One entry per code, as picocli lists them. */
    static String[] list() {
        List<String> entries = new ArrayList<>();
        for (ExitCode code : values()) {
            entries.add(code.number + ":" + code.meaning);
        }
        return entries.toArray(String[]::new);
    }

    static ExitCode of(GodwitException failure) {
        ErrorCode code = failure.code();
        if (code == ErrorCode.USAGE
                || code.name().startsWith("PLAN_")
                || code.name().startsWith("INVALID_")) {
            return USAGE;
        }
        return of(code.kind());
    }

    private static ExitCode of(ErrorKind kind) {
        return switch (kind) {
            case USER, AMBIGUOUS -> FAILED;
            case ENVIRONMENT, RETRYABLE -> UNAVAILABLE;
            case BUG -> BUG;
        };
    }
}
