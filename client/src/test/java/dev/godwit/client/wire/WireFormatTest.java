package dev.godwit.client.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.godwit.core.ControlPlane.RenewalRequest;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.NotInThisPhaseException;
import dev.godwit.core.Phase;
import dev.godwit.core.Placement;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WireFormatTest {
    private final WireFormat strict = WireFormat.strict();

    @Test
    void names_are_text_epochs_numbers_and_what_is_absent_is_null() {
        Placement placement = new Placement(
                UnitId.of("größe \"1\"/ä"), new StoreName("legacy"), Optional.empty(), Phase.SETTLED, new Epoch(3), 7);

        byte[] json = strict.write(placement);

        assertThat(new String(json, StandardCharsets.UTF_8))
                .contains("\"home\":\"legacy\"")
                .contains("\"mirror\":null")
                .contains("\"epoch\":3")
                .contains("\"phase\":\"SETTLED\"");
        assertThat(strict.read(json, Placement.class)).isEqualTo(placement);
    }

    @Test
    void durations_are_iso_8601() {
        RenewalRequest request = new RenewalRequest(new KeyspaceName("notes"), "r", 1, Duration.ofMillis(300));

        byte[] json = strict.write(request);

        assertThat(new String(json, StandardCharsets.UTF_8)).contains("\"patience\":\"PT0.3S\"");
        assertThat(strict.read(json, RenewalRequest.class)).isEqualTo(request);
    }

    @Test
    void optional_fields_may_be_left_out() {
        Command command = read("{'kind':'PAUSE','scope':{'wave':'first'},'reason':'','actor':'me'}", Command.class);

        assertThat(command)
                .isEqualTo(new Command(
                        CommandKind.PAUSE, new Scope(Optional.of(new WaveName("first")), Optional.empty()), "", "me"));
    }

    @Test
    void a_misspelled_field_of_a_request_is_refused_because_the_rest_means_something_else() {
        String misspelled = "{'kind':'ABORT','scope':{'wvae':'first'},'reason':'','actor':'me'}";

        assertRefused(misspelled, Command.class, ErrorCode.INVALID_REQUEST, "wvae");
        assertThat(WireFormat.lenient().read(bytes(misspelled), Command.class).scope())
                .isEqualTo(Scope.MIGRATION);
    }

    @Test
    void whoever_wrote_it_reads_what_is_wrong_and_nothing_of_our_classes() {
        assertThat(refusal("{'kind':'PAUSE'}")).isEqualTo("scope: it is missing, or null");
        assertThat(refusal("{'kind':'SING'}")).startsWith("kind: 'SING' is none of PAUSE, RESUME, APPROVE, ");
        assertThat(refusal("{'kind':'THROTTLE','rowsPerSecond':'x'}"))
                .isEqualTo("rowsPerSecond: 'x' is not what belongs there");
        assertThat(refusal("{'kind':'PAUSE','scope':{'wvae':'first'}}"))
                .isEqualTo("scope.wvae: unknown field; there are unit, wave");
        assertThat(refusal("{'kind':'PAUSE','scope':7}")).isEqualTo("scope: something else belongs there");
        assertThat(refusal("[]")).isEqualTo("something else belongs there");
        assertThat(refusal("{'kind':")).startsWith("no valid JSON, at line 1, column ");
        assertThat(refusal("{'kind':'THROTTLE','rowsPerSecond':1e99}"))
                .startsWith("rowsPerSecond: ")
                .doesNotContain("dev.godwit", "jackson", "Feature");
    }

    private static String refusal(String json) {
        return catchThrowableOfType(
                        GodwitException.class, () -> WireFormat.strict().read(bytes(json), Command.class))
                .getMessage();
    }

    @Test
    void what_is_missing_or_of_a_wrong_type_is_refused_by_name() {
        assertRefused("{'kind':'PAUSE','scope':{},'reason':''}", Command.class, ErrorCode.INVALID_REQUEST, "actor");
        assertRefused(
                "{'kind':'SING','scope':{},'reason':'','actor':''}", Command.class, ErrorCode.INVALID_REQUEST, "kind");
        assertRefused(
                "{'keyspace':'No!','router':'r','knownRevision':1,'patience':'PT1S'}",
                RenewalRequest.class,
                ErrorCode.INVALID_NAME,
                "keyspace");
        assertRefused(
                "{'keyspace':7,'router':'r','knownRevision':1,'patience':'PT1S'}",
                RenewalRequest.class,
                ErrorCode.INVALID_REQUEST,
                "keyspace");
        assertRefused(
                "{'keyspace':'k','router':'r','knownRevision':'x','patience':'PT1S'}",
                RenewalRequest.class,
                ErrorCode.INVALID_REQUEST,
                "knownRevision");
        assertRefused(
                "{'keyspace':'k','router':'r','knownRevision':1,'patience':'soon'}",
                RenewalRequest.class,
                ErrorCode.INVALID_REQUEST,
                "patience");
        assertRefused("null", Command.class, ErrorCode.INVALID_REQUEST, "null");
        assertRefused("{} {}", Scope.class, ErrorCode.INVALID_REQUEST, "");
        assertRefused("[".repeat(10_000), Scope.class, ErrorCode.INVALID_REQUEST, "");
    }

    @Test
    void an_error_comes_back_with_its_code() {
        GodwitException sent = new GodwitException(ErrorCode.APPROVAL_MISSING, "wave first waits");

        byte[] json = strict.write(ProblemDetails.of(sent, 400));
        GodwitException received = strict.read(json, ProblemDetails.class).toException();

        assertThat(received.code()).isEqualTo(ErrorCode.APPROVAL_MISSING);
        assertThat(received).hasMessage("wave first waits");
    }

    @Test
    void an_error_code_of_a_newer_version_keeps_its_words() {
        ProblemDetails newer = new ProblemDetails(
                "about:blank", "t", 400, "no", "BRAND_NEW", ErrorCode.USAGE.kind(), "do it", List.of(), List.of());

        assertThat(newer.toException().code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(newer.toException()).hasMessageContaining("BRAND_NEW").hasMessageContaining("do it");
    }

    @Test
    void the_phases_in_which_a_command_is_taken_come_along() {
        NotInThisPhaseException sent = new NotInThisPhaseException("unit a is COPYING", Set.of(Phase.SYNCED));

        GodwitException received = strict.read(strict.write(ProblemDetails.of(sent, 409)), ProblemDetails.class)
                .toException();

        assertThat(received)
                .hasMessage("unit a is COPYING")
                .isInstanceOfSatisfying(
                        NotInThisPhaseException.class,
                        refused -> assertThat(refused.allowed()).isEqualTo(sent.allowed()));
    }

    private void assertRefused(String json, Class<?> type, ErrorCode code, String named) {
        assertThatThrownBy(() -> read(json, type))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(named);
    }

    private <T> T read(String json, Class<T> type) {
        return strict.read(bytes(json), type);
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
