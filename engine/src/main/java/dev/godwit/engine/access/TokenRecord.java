package dev.godwit.engine.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a token.
 *
 * @param id the part of the token that is no secret
 * @param name who or what it was made for; unique among those that are not revoked
 * @param hash SHA-256 of the secret part, in hexadecimal
 * @param roles their names
 */
public record TokenRecord(
        String id,
        String name,
        String hash,
        List<String> roles,
        Instant created,
        Optional<Instant> expires,
        Optional<Instant> revoked) {
    public TokenRecord {
        roles = List.copyOf(roles);
    }

    /** Whether it opens anything at this time. */
    public boolean valid(Instant now) {
        return revoked.isEmpty() && expires.map(now::isBefore).orElse(true);
    }
}
