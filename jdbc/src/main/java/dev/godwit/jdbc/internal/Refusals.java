package dev.godwit.jdbc.internal;

import dev.godwit.core.GodwitException;
import dev.godwit.core.Refusal;
import dev.godwit.core.StoreName;
import dev.godwit.core.StoreRefusedException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises the refusals of the fence, however deep a framework has wrapped them. */
final class Refusals {
    private static final int DEEPEST_CAUSE = 50;
    /** No such schema, no such function, no such table. */
    private static final Set<String> UNDEFINED = Set.of("3F000", "42883", "42P01");

    private Refusals() {}

    static Optional<Refusal> in(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            Optional<Refusal> refusal = switch (cause) {
                case StoreRefusedException refused -> Optional.of(refused.refusal());
                case SQLException sql -> of(sql);
                default -> Optional.empty();
            };
            if (refusal.isPresent()) {
                return refusal;
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** The exception for a failed statement of a router. */
    static GodwitException translate(StoreName store, SQLException failure) {
        return refused(store, failure).orElseGet(() -> Failures.translate(store, failure));
    }

    /** The exception for a failed statement that names nothing but what Godwit installs. */
    static GodwitException translateOwn(StoreName store, SQLException failure) {
        return UNDEFINED.contains(String.valueOf(failure.getSQLState()))
                ? new StoreRefusedException(Refusal.UNFENCED, "store " + store + ": nothing is installed", failure)
                : translate(store, failure);
    }

    /** The exception for a failed commit: a deferred trigger may have refused it. */
    static GodwitException translateCommit(StoreName store, SQLException failure) {
        return refused(store, failure).orElseGet(() -> Failures.translateCommit(store, failure));
    }

    private static Optional<GodwitException> refused(StoreName store, SQLException failure) {
        return in(failure)
                .map(refusal ->
                        new StoreRefusedException(refusal, "store " + store + ": " + failure.getMessage(), failure));
    }

    private static Optional<Refusal> of(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null) {
            return Optional.empty();
        }
        return switch (state) {
            case Failures.WRONG_STORE -> Optional.of(Refusal.MOVED);
            case "40001" ->
                Optional.of(
                        String.valueOf(failure.getMessage()).contains(Failures.FROZEN_MESSAGE)
                                ? Refusal.FROZEN
                                : Refusal.CONFLICT);
            case "40P01" -> Optional.of(Refusal.CONFLICT);
            default -> Optional.empty();
        };
    }
}
