package dev.godwit.server.internal.page;

import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A command that somebody can give now, or could if something were different.
 *
 * @param consequence what follows, in one sentence
 * @param blocked why it is not possible yet
 */
public record Offer(
        CommandKind kind, Scope scope, String label, String consequence, Look look, Optional<String> blocked) {
    /** How much attention a button calls for. */
    public enum Look {
        PLAIN,
        /** What is waited for. */
        WANTED,
        /** What can't be taken back, or takes much back. */
        GRAVE
    }

    static Offer of(CommandKind kind, Scope scope, String label, String consequence) {
        return new Offer(kind, scope, label, consequence, Look.PLAIN, Optional.empty());
    }

    Offer with(Look other) {
        return new Offer(kind, scope, label, consequence, other, blocked);
    }

    Offer blocked(Optional<String> why) {
        return new Offer(kind, scope, label, consequence, look, why);
    }

    public boolean wantsReason() {
        return switch (kind) {
            case PAUSE, ROLLBACK, ABORT, FINALIZE, REPAIR, CUTOVER -> true;
            case RESUME, APPROVE, MOVE, VERIFY, THROTTLE -> false;
        };
    }

    public boolean wantsRate() {
        return kind == CommandKind.THROTTLE;
    }

    public String css() {
        return look.name().toLowerCase(Locale.ROOT);
    }

    /** Tells this command from all others of its migration; the focus finds its button again by it. */
    public String id() {
        return "command-" + kind.name().toLowerCase(Locale.ROOT)
                + scope.wave().map(wave -> "-wave-" + wave).orElse("")
                + scope.unit().map(unit -> "-unit-" + encoded(unit.value())).orElse("");
    }

    /** Where its form is, below the migration. */
    public String path() {
        return "command?kind=" + kind
                + scope.wave().map(WaveName::value).map(wave -> "&wave=" + wave).orElse("")
                + scope.unit()
                        .map(UnitId::value)
                        .map(unit -> "&unit=" + encoded(unit))
                        .orElse("");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
