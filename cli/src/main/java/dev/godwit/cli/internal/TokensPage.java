package dev.godwit.cli.internal;

import dev.godwit.engine.access.TokenRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How tokens are listed. */
public final class TokensPage {
    private TokensPage() {}

    /**
     * A token in the list.
     *
     * @param state {@code valid}, {@code expired} or {@code revoked}
     */
    public record Line(String name, List<String> roles, Instant created, String state, String until) {}

    public static List<Line> of(List<TokenRecord> tokens, Instant now) {
        return tokens.stream()
                .map(token -> new Line(
                        token.name(),
                        token.roles().stream()
                                .map(role -> role.toLowerCase(Locale.ROOT))
                                .toList(),
                        token.created(),
                        state(token, now),
                        token.revoked()
                                .or(token::expires)
                                .map(Instant::toString)
                                .orElse("")))
                .toList();
    }

    public static List<String> render(List<Line> lines) {
        if (lines.isEmpty()) {
            return List.of("No tokens: anybody on this machine may do everything, and nobody else can reach it.");
        }
        List<List<String>> rows = new ArrayList<>();
        lines.forEach(line -> rows.add(List.of(
                line.name(), String.join(", ", line.roles()), line.created().toString(), line.state(), line.until())));
        return Table.render(List.of("NAME", "ROLES", "MADE", "STATE", "UNTIL"), rows);
    }

    private static String state(TokenRecord token, Instant now) {
        if (token.revoked().isPresent()) {
            return "revoked";
        }
        return token.valid(now) ? "valid" : "expired";
    }
}
