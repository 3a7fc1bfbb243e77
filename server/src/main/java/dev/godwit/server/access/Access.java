package dev.godwit.server.access;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.access.AccessRecords;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out who sends a request. As long as no token has been made, anybody on this machine may do everything, as with any
 * program that they start themselves; from the first token on nobody does anything without one. Thread-safe.
 */
public final class Access {
    private final AccessRecords records;
    private final Tokens tokens;
    private final boolean always;
    private final Set<Permission> withheld;
    private final LatelySeen lately;

    /**
     * Access to a server.
     *
     * @param always whether tokens are needed even before there are any: others than those on this machine can ask
     * @param withheld what nobody may do here, whatever their roles
     */
    public Access(AccessRecords records, Tokens tokens, boolean always, Set<Permission> withheld, TimeSource time) {
        this.records = records;
        this.tokens = tokens;
        this.always = always;
        this.withheld = Set.copyOf(withheld);
        this.lately = new LatelySeen(time);
    }

    /** Whether nobody does anything without a token. */
    public boolean guarded() {
        return always || records.guarded();
    }

    /**
     * Who sends a request with this token.
     *
     * @throws GodwitException with {@link ErrorCode#TOKEN_MISSING} when nobody may do anything without a valid one, and as
     *     {@link AccessRecords} when the control store can't be asked
     */
    public Identity identify(Optional<String> token) {
        String key = Tokens.hash(token.orElse(""));
        try {
            Identity identity = known(token);
            lately.came(key, identity);
            return identity;
        } catch (GodwitException e) {
            if (e.code() == ErrorCode.TOKEN_MISSING) {
                lately.refused(key);
            }
            throw e;
        }
    }

    /**
     * As {@link #identify}, for somebody who only wants to look: while the control store can't be asked, who was known in
     * the last quarter of an hour still is.
     */
    public Identity identifyViewer(Optional<String> token) {
        try {
            return identify(token);
        } catch (GodwitException e) {
            if (e.code() == ErrorCode.CONTROL_STORE_FAILED) {
                return lately.find(Tokens.hash(token.orElse(""))).orElseThrow(() -> e);
            }
            throw e;
        }
    }

    private Identity known(Optional<String> token) {
        if (token.isPresent()) {
            return tokens.holder(token.get())
                    .map(holder -> holder.without(withheld))
                    .orElseThrow(() -> new GodwitException(
                            ErrorCode.TOKEN_MISSING, "this token is wrong, has expired or was revoked"));
        }
        if (guarded()) {
            throw new GodwitException(ErrorCode.TOKEN_MISSING, "this control plane asks for a token");
        }
        return Identity.local("local").without(withheld);
    }
}
