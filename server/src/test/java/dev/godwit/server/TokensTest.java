package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Secret;
import dev.godwit.core.Signal;
import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.access.AccessRecords;
import dev.godwit.server.access.Access;
import dev.godwit.server.access.Identity;
import dev.godwit.server.access.Role;
import dev.godwit.server.access.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
    @TempDir
    Path folder;

    private final Calendar time = new Calendar();
    private AccessRecords records;
    private Tokens tokens;

    @BeforeEach
    void open() {
        records = AccessRecords.open(EngineSettings.of("test", "jdbc:sqlite:" + folder.resolve("control-store.db")));
        tokens = new Tokens(records, time, new SecureRandom());
    }

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void a_token_is_its_holders_until_it_expires_or_is_revoked() {
        String ada = make("ada", Optional.of(Duration.ofDays(1)));
        String bob = make("bob", Optional.empty());
        assertThat(tokens.holder(ada)).contains(new Identity("ada", EnumSet.of(Role.OPERATOR), true));

        time.now = time.now.plus(Duration.ofDays(1));
        assertThat(tokens.holder(ada)).isEmpty();
        assertThat(tokens.holder(bob)).isPresent();
        tokens.revoke("bob");
        assertThat(tokens.holder(bob)).isEmpty();
        assertThat(tokens.all()).extracting(token -> token.valid(time.now)).containsExactly(false, false);
    }

    @Test
    void nothing_else_opens_anything() {
        String ada = make("ada", Optional.empty());
        String bob = make("bob", Optional.empty());
        String mixed = bob.substring(0, 19) + ada.substring(19);
        for (String wrong :
                new String[] {"", "ada", ada + "x", ada.substring(1), ada.toUpperCase(java.util.Locale.ROOT), mixed}) {
            assertThat(tokens.holder(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void the_secret_is_in_no_file() throws IOException {
        String secret = make("ada", Optional.empty()).substring(20);
        records.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secret);
            }
        }
    }

    @Test
    void a_name_is_one_tokens_until_it_is_revoked_and_has_a_form() {
        make("ada", Optional.empty());
        assertThatThrownBy(() -> make("ada", Optional.empty())).hasMessageContaining("revoke it first");
        tokens.revoke("ada");
        make("ada", Optional.empty());
        for (String name : new String[] {"", " ", "a b", "-a", "x".repeat(65), "a\nb"}) {
            assertThatThrownBy(() -> make(name, Optional.empty()))
                    .isInstanceOf(GodwitException.class)
                    .hasMessageContaining("1 to 64");
        }
        assertThatThrownBy(() -> tokens.make("nobody", Set.of(), Optional.empty()))
                .hasMessageContaining("role");
        assertThatThrownBy(() -> tokens.revoke("nobody")).hasMessageContaining("'nobody'");
    }

    @Test
    void from_the_first_token_on_nobody_enters_without_one_also_when_it_is_revoked() {
        Access access = new Access(records, tokens, false, Set.of(), time);
        assertThat(access.identify(Optional.empty()).authenticated()).isFalse();

        make("ada", Optional.empty());
        assertThatThrownBy(() -> access.identify(Optional.empty())).hasMessageContaining("asks for a token");
        tokens.revoke("ada");
        assertThatThrownBy(() -> access.identify(Optional.empty())).hasMessageContaining("asks for a token");
    }

    @Test
    void while_the_control_store_is_away_those_may_look_who_came_in_lately() {
        Access access = new Access(records, tokens, false, Set.of(), time);
        Optional<String> ada = Optional.of(make("ada", Optional.empty()));
        Optional<String> bob = Optional.of(make("bob", Optional.empty()));
        Optional<String> eve = Optional.of(make("eve", Optional.empty()));
        access.identify(ada);
        access.identify(eve);
        tokens.revoke("eve");
        assertThatThrownBy(() -> access.identify(eve)).hasMessageContaining("revoked");
        records.close();

        assertThat(access.identifyViewer(ada).name()).isEqualTo("ada");
        assertAway(() -> access.identify(ada));
        assertAway(() -> access.identifyViewer(bob));
        assertAway(() -> access.identifyViewer(eve));
        assertAway(() -> access.identifyViewer(Optional.empty()));
        time.passed = Duration.ofMinutes(15);
        assertAway(() -> access.identifyViewer(ada));
    }

    private static void assertAway(ThrowingCallable asking) {
        assertThat(catchThrowableOfType(GodwitException.class, asking).code())
                .isEqualTo(ErrorCode.CONTROL_STORE_FAILED);
    }

    private String make(String name, Optional<Duration> lifetime) {
        Secret token = tokens.make(name, EnumSet.of(Role.OPERATOR), lifetime);
        assertThat(token).hasToString("token " + name);
        return token.reveal();
    }

    /** A wall clock that the test sets. */
    private static final class Calendar implements TimeSource {
        private final SystemTime system = new SystemTime();
        private Duration passed = Duration.ZERO;
        private Instant now = Instant.parse("2026-11-22T12:00:00Z");

        @Override
        public long monotonicNanos() {
            return system.monotonicNanos() + passed.toNanos();
        }

        @Override
        public Instant wallClock() {
            return now;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            system.sleep(duration);
        }

        @Override
        public Signal signal() {
            return system.signal();
        }
    }
}
