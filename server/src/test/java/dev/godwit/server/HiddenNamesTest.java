package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.Flags;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Alarm;
import dev.godwit.core.MigrationStatus.UnitAttention;
import dev.godwit.core.Phase;
import dev.godwit.core.UnitId;
import dev.godwit.server.access.Permission;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that shows names of units to nobody, asked for all that the table of the roles says one can look at. */
@Timeout(60)
class HiddenNamesTest {
    private static final Pattern LOOKS = Pattern.compile("^\\| `GET (/[^` ]*)`", Pattern.MULTILINE);
    /** Of the units that the migration of this test has. */
    private static final List<String> NAMES = List.of("a/b ü", "a%2Fb", ">unit a<", "\"unit a\"");

    private final FakeMigrationControl migration = new FakeMigrationControl() {
        @Override
        public MigrationStatus status() {
            return outspoken();
        }
    };
    private final TestServer server = TestServer.withholding(
            Set.of(Permission.SEE_NAMES), Overviews.of(Map.of(new MigrationName("notes"), migration)));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        http.shutdownNow();
        server.close();
    }

    @Test
    void nobody_sees_a_name_and_a_command_may_still_say_one() throws Exception {
        List<String> paths = LOOKS.matcher(Files.readString(Path.of("../docs/security.md")))
                .results()
                .map(found -> found.group(1).replaceFirst("command$", "command?kind=PAUSE"))
                .toList();
        assertThat(paths).hasSizeGreaterThan(20);
        for (String path : paths) {
            assertThat(answer(path)).as(path).doesNotContain(NAMES);
        }
        assertThat(answer("/api/v1/migrations/notes/units")).contains("NOT_ALLOWED", "SEE_NAMES from everybody");

        HttpResponse<String> given = http.send(
                HttpRequest.newBuilder(server.url().resolve("/api/v1/migrations/notes/commands"))
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"kind\":\"ROLLBACK\",\"scope\":{\"unit\":\"a/b ü\"},\"reason\":\"\",\"actor\":\"ada\"}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        assertThat(migration.calls)
                .filteredOn(Command.class::isInstance)
                .singleElement()
                .extracting(call -> ((Command) call).scope().unit())
                .isEqualTo(Optional.of(UnitId.of("a/b ü")));
    }

    /** Of a stream its beginning. */
    private String answer(String path) throws Exception {
        HttpResponse<InputStream> response = http.send(
                HttpRequest.newBuilder(server.url().resolve(path))
                        .header("Last-Event-ID", "0")
                        .build(),
                BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            boolean endless = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.startsWith("text/event-stream"))
                    .isPresent();
            byte[] bytes = endless ? body.readNBytes(200) : body.readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** A status each of whose sentences names a unit. */
    private static MigrationStatus outspoken() {
        String sentence = "unit a/b ü differs";
        MigrationStatus plain =
                FakeMigrationControl.status(List.of(new Alarm(AlarmKind.ERRORS, "attempts", sentence, Instant.EPOCH)));
        return new MigrationStatus(
                plain.keyspace(),
                plain.migration(),
                plain.source(),
                plain.target(),
                plain.stage(),
                new Flags(Optional.of(sentence), Optional.of(sentence)),
                List.of(sentence),
                plain.phases(),
                plain.waves(),
                plain.unitsTotal(),
                plain.unitsMoved(),
                plain.rowsTotal(),
                plain.rowsCopied(),
                plain.rowsVerified(),
                plain.copyRowsPerSecond(),
                plain.copyBytesPerSecond(),
                plain.verifyRowsPerSecond(),
                plain.marks(),
                plain.lagMillis(),
                plain.estimatedEnd(),
                plain.deadline(),
                plain.throttle(),
                plain.cutovers(),
                plain.rollbacks(),
                List.of(new UnitAttention("a/b ü", Phase.CUTTING, sentence)),
                plain.alarms(),
                plain.keyRanges(),
                plain.revision());
    }
}
