package dev.godwit.notely.note;

import java.util.Locale;
import java.util.Optional;

/** Which accounts get something new together, the bravest first. */
public enum Cohort {
    INTERNAL,
    FREE,
    ENTERPRISE;

    /** The name in requests, stores and plans, such as {@code internal}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The cohort of that name, if there is one. */
    public static Optional<Cohort> of(String text) {
        for (Cohort cohort : values()) {
            if (cohort.text().equals(text)) {
                return Optional.of(cohort);
            }
        }
        return Optional.empty();
    }
}
