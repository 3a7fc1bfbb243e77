package dev.godwit.client.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ControlPlane.Registration;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Phase;
import dev.godwit.core.Placement;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DirectoryTest {
    private static final StoreName OLD = new StoreName("old");
    private static final StoreName NEW = new StoreName("new");

    private final WireFormat wire = WireFormat.strict();

    @Test
    void what_a_router_is_told_arrives_with_each_place_told_once() {
        Registration told = registration(List.of(
                new Placement(UnitId.of("a \u00fc"), OLD, Optional.of(NEW), Phase.COPYING, new Epoch(2), 7),
                new Placement(UnitId.of("b"), NEW, Optional.empty(), Phase.SETTLED, new Epoch(5), 8),
                new Placement(UnitId.of("c"), OLD, Optional.of(NEW), Phase.COPYING, new Epoch(2), 9),
                new Placement(UnitId.of("d"), OLD, Optional.of(NEW), Phase.CUTTING, new Epoch(3), 10)));
        byte[] sent = wire.write(Directory.of(told));
        Registration heard = wire.read(sent, Directory.class).registration();
        assertThat(heard.placements()).containsExactlyInAnyOrderElementsOf(told.placements());
        assertThat(registration(List.of())).isEqualTo(registration(heard));
        assertThat(new String(sent, UTF_8).split("COPYING", -1)).hasSize(2);
    }

    @Test
    void nothing_is_told_of_no_units() {
        Registration nothing = registration(List.of());
        assertThat(wire.read(wire.write(Directory.of(nothing)), Directory.class).registration())
                .isEqualTo(nothing);
    }

    @Test
    void units_without_their_revisions_are_refused() {
        String group =
                "{\"home\":\"old\",\"mirror\":null,\"phase\":\"SETTLED\",\"units\":[\"a\"],\"epochs\":[1],\"revisions\":[]}";
        String body =
                "{\"defaultHome\":\"old\",\"leaseLength\":\"PT1S\",\"renewEvery\":\"PT0.3S\",\"revision\":1,\"groups\":["
                        + group + "]}";
        assertThatThrownBy(() -> wire.read(body.getBytes(UTF_8), Directory.class))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                .hasMessageContaining("1 units with 1 epochs and 0 revisions");
    }

    private static Registration registration(List<Placement> placements) {
        return new Registration(OLD, Duration.ofSeconds(1), Duration.ofMillis(300), 10, placements);
    }

    private static Registration registration(Registration of) {
        return new Registration(of.defaultHome(), of.leaseLength(), of.renewEvery(), of.revision(), List.of());
    }
}
