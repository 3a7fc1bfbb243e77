package dev.godwit.server.access;

import dev.godwit.core.TimeSource;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.access.AccessRecords;
import java.security.SecureRandom;

/** Where tokens are made: directly in a control store, for those who can write there. Thread-safe. */
public final class TokenOffice implements AutoCloseable {
    private final AccessRecords records;
    private final Tokens tokens;

    private TokenOffice(AccessRecords records, Tokens tokens) {
        this.records = records;
        this.tokens = tokens;
    }

    /** @throws dev.godwit.core.GodwitException with {@code CONTROL_STORE_FAILED} when it can't be opened */
    public static TokenOffice open(EngineSettings settings, TimeSource time) {
        AccessRecords records = AccessRecords.open(settings);
        return new TokenOffice(records, new Tokens(records, time, new SecureRandom()));
    }

    public Tokens tokens() {
        return tokens;
    }

    @Override
    public void close() {
        records.close();
    }
}
