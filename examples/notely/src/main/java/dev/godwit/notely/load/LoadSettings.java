package dev.godwit.notely.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What load there is to be. The constructor throws {@link IllegalArgumentException} with a reason for people when a value is
 * out of bounds.
 *
 * @param server where Notely answers, such as {@code http://127.0.0.1:8080}
 * @param concurrency how many accounts there are; each has one user, and all are at work at once
 * @param notesPerAccount how many notes an account has about: it drifts between half of it and twice as many
 * @param requestsPerMinute of each user
 * @param maxRate whether users do not pause between operations; then {@code requestsPerMinute} means nothing
 * @param abandonPercent the share of an account's first notes that are never touched again
 * @param cohorts given to the accounts in turn
 * @param deadline after which an answer counts as missing
 */
public record LoadSettings(
        URI server,
        int concurrency,
        int notesPerAccount,
        int requestsPerMinute,
        boolean maxRate,
        int abandonPercent,
        List<String> cohorts,
        Duration deadline) {
    public static final int CONCURRENCY = 5;
    public static final int NOTES_PER_ACCOUNT = 3;
    public static final int REQUESTS_PER_MINUTE = 60;
    public static final int ABANDON_PERCENT = 20;
    public static final List<String> COHORTS = List.of("internal", "free", "free", "free", "enterprise");
    public static final Duration DEADLINE = Duration.ofSeconds(15);

    private static final int CONCURRENCY_MAX = 5_000;
    private static final int NOTES_MAX = 1_000;
    private static final int REQUESTS_PER_MINUTE_MAX = 60_000;
    private static final int PERCENT_MAX = 100;
    private static final Set<String> KNOWN_COHORTS = Set.of("internal", "free", "enterprise");

    public LoadSettings {
        requireBetween("--concurrency", concurrency, CONCURRENCY_MAX);
        requireBetween("--notes-per-account", notesPerAccount, NOTES_MAX);
        requireBetween("--rpm", requestsPerMinute, REQUESTS_PER_MINUTE_MAX);
        if (abandonPercent < 0 || abandonPercent > PERCENT_MAX) {
            throw new IllegalArgumentException("--abandon is between 0% and 100%, not " + abandonPercent + "%");
        }
        if (cohorts.isEmpty() || !KNOWN_COHORTS.containsAll(cohorts)) {
            throw new IllegalArgumentException("--cohorts is a list of internal, free and enterprise, not "
                    + (cohorts.isEmpty() ? "empty" : String.join(",", cohorts)));
        }
        cohorts = List.copyOf(cohorts);
    }

    /** The load that there is when nobody asks for another. */
    public static LoadSettings of(URI server) {
        return new LoadSettings(
                server, CONCURRENCY, NOTES_PER_ACCOUNT, REQUESTS_PER_MINUTE, false, ABANDON_PERCENT, COHORTS, DEADLINE);
    }

    /**
     * Reads a share such as {@code 20%} or {@code 20}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static int percent(String text) {
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        try {
            return Integer.parseInt(number.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--abandon is a share such as 20%, not " + text, e);
        }
    }

    private static void requireBetween(String flag, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(flag + " is between 1 and " + most + ", not " + value);
        }
    }
}
