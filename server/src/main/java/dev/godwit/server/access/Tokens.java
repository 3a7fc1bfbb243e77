package dev.godwit.server.access;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Secret;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.access.AccessRecords;
import dev.godwit.engine.access.TokenRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes tokens and tells whose a token is. A token is {@code godwit_ID_SECRET}; the secret has 256 bits of chance, so that
 * a plain SHA-256 of it, which is all that is kept, can't be turned back by guessing. Thread-safe.
 */
public final class Tokens {
    private static final Pattern FORM = Pattern.compile("godwit_([0-9a-f]{12})_([A-Za-z0-9_-]{43})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9@._-]{0,63}");
    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 32;

    private final AccessRecords records;
    private final TimeSource time;
    private final RandomGenerator chance;

    /**
     * Tokens of a control store.
     *
     * @param chance cryptographically strong
     */
    public Tokens(AccessRecords records, TimeSource time, RandomGenerator chance) {
        this.records = records;
        this.time = time;
        this.chance = chance;
    }

    /**
     * Makes a token. This is the only time that it is seen.
     *
     * @param name who or what it is for; stands in the journal and the audit log
     * @param lifetime absent for one that lasts until it is revoked
     * @throws GodwitException with {@link ErrorCode#INVALID_REQUEST} when the name has another form, is taken, or there is
     *     no role
     */
    public Secret make(String name, Set<Role> roles, Optional<Duration> lifetime) {
        if (!NAME.matcher(name).matches()) {
            throw new GodwitException(
                    ErrorCode.INVALID_REQUEST, "name: 1 to 64 letters, digits and @ . _ -, not '" + name + "'");
        }
        if (roles.isEmpty()) {
            throw new GodwitException(ErrorCode.INVALID_REQUEST, "role: a token needs at least one");
        }
        byte[] id = new byte[ID_BYTES];
        byte[] secret = new byte[SECRET_BYTES];
        chance.nextBytes(id);
        chance.nextBytes(secret);
        String readableId = HexFormat.of().formatHex(id);
        String readableSecret = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Instant now = time.wallClock();
        records.add(new TokenRecord(
                readableId,
                name,
                hash(readableSecret),
                roles.stream().map(Role::name).sorted().toList(),
                now,
                lifetime.map(now::plus),
                Optional.empty()));
        return new Secret("godwit_" + readableId + "_" + readableSecret, "token " + name);
    }

    /** Whose a token is; absent when it opens nothing, for whatever reason. */
    public Optional<Identity> holder(String token) {
        Matcher parts = FORM.matcher(token);
        if (!parts.matches()) {
            return Optional.empty();
        }
        byte[] hash = hash(parts.group(2)).getBytes(StandardCharsets.US_ASCII);
        return records.token(parts.group(1))
                .filter(record -> MessageDigest.isEqual(hash, record.hash().getBytes(StandardCharsets.US_ASCII)))
                .filter(record -> record.valid(time.wallClock()))
                .map(record -> new Identity(record.name(), roles(record), true));
    }

    /** All that were made, the oldest first. */
    public List<TokenRecord> all() {
        return records.tokens();
    }

    /**
     * Takes a token back; it opens nothing from now on.
     *
     * @throws GodwitException with {@link ErrorCode#INVALID_REQUEST} when there is none of that name
     */
    public void revoke(String name) {
        if (!records.revoke(name, time.wallClock())) {
            throw new GodwitException(ErrorCode.INVALID_REQUEST, "name: there is no token '" + name + "' to revoke");
        }
    }

    private static Set<Role> roles(TokenRecord record) {
        return record.roles().stream().map(Role::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    /** In hexadecimal. */
    static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
