package dev.godwit.openfeature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.Epoch;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Phase;
import dev.godwit.core.Placement;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.router.Units;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.providers.memory.Flag;
import dev.openfeature.sdk.providers.memory.InMemoryProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With the real SDK; the flag service is its provider in memory. */
class FlagsTest {
    private static final UnitId ANN = UnitId.of("ann");
    private static final UnitId BOB = UnitId.of("bob");

    private final OpenFeatureAPI api = OpenFeatureAPI.getInstance();

    @AfterEach
    void shutdown() {
        api.shutdown();
    }

    @Test
    void a_flag_says_which_units_a_wave_takes() {
        FlagCohort cohort = FlagCohort.of(flagService(), "early");
        assertThat(cohort.among(List.of(BOB, ANN)).units()).containsExactly(ANN);
        assertThat(cohort.has(BOB)).isFalse();
    }

    @Test
    void a_flag_that_nobody_knows_selects_nobody_but_an_error() {
        assertThatThrownBy(() -> FlagCohort.of(flagService(), "unknown").among(List.of(ANN)))
                .isInstanceOf(GodwitException.class)
                .hasMessageContaining("FLAG_NOT_FOUND");
    }

    @Test
    void flags_of_work_are_those_of_its_unit_unless_it_names_another() {
        Client client = flagService();
        client.addHooks(new UnitHook());
        assertThat(client.getBooleanValue("early", false)).isFalse();
        Units.run(ANN, () -> {
            assertThat(client.getBooleanValue("early", false)).isTrue();
            assertThat(client.getBooleanValue("early", false, new ImmutableContext("bob")))
                    .isFalse();
        });
        try (Units.Binding both = Units.bind(Set.of(ANN, BOB))) {
            assertThat(client.getBooleanValue("early", false)).isFalse();
            assertThat(Units.bound()).hasSize(2);
        }
    }

    @Test
    void placements_are_flags() {
        Client client = placements();
        ImmutableContext ann = new ImmutableContext("ann");
        assertThat(client.getStringValue("home", "?", ann)).isEqualTo("legacy");
        assertThat(client.getStringValue("phase", "?", ann)).isEqualTo("SYNCED");
        assertThat(client.getBooleanValue("in-flight", false, ann)).isTrue();
        assertThat(client.getBooleanValue("home-is-legacy", false, ann)).isTrue();
        assertThat(client.getBooleanValue("home-is-new", true, ann)).isFalse();
    }

    @Test
    void what_can_not_be_said_is_the_default_with_an_error() {
        Client client = placements();
        ImmutableContext bob = new ImmutableContext("bob");
        assertThat(client.getStringDetails("home", "?", bob))
                .satisfies(details -> assertThat(details.getValue()).isEqualTo("?"))
                .satisfies(details -> assertThat(details.getErrorCode()).isEqualTo(ErrorCode.GENERAL))
                .satisfies(details -> assertThat(details.getErrorMessage()).contains("CONTROL_PLANE_UNREACHABLE"));
        assertThat(client.getStringDetails("home", "?").getErrorCode()).isEqualTo(ErrorCode.TARGETING_KEY_MISSING);
        assertThat(client.getStringDetails("epoch", "?", bob).getErrorCode()).isEqualTo(ErrorCode.FLAG_NOT_FOUND);
        assertThat(client.getIntegerDetails("home", 1, bob).getErrorCode()).isEqualTo(ErrorCode.FLAG_NOT_FOUND);
    }

    private Client flagService() {
        Flag<Boolean> early = Flag.<Boolean>builder()
                .variant("on", true)
                .variant("off", false)
                .defaultVariant("off")
                .contextEvaluator((flag, context) -> "ann".equals(context.getTargetingKey()))
                .build();
        api.setProviderAndWait("team", new InMemoryProvider(Map.of("early", early)));
        return api.getClient("team");
    }

    private Client placements() {
        api.setProviderAndWait("godwit", new PlacementProvider(new OnlyAnn(), new KeyspaceName("notes")));
        return api.getClient("godwit");
    }

    /** A control plane that knows one unit. */
    private static final class OnlyAnn implements ControlPlane {
        @Override
        public Placement placement(KeyspaceName keyspace, UnitId unit) {
            if (!unit.equals(ANN)) {
                throw new GodwitException(dev.godwit.core.ErrorCode.CONTROL_PLANE_UNREACHABLE, "nobody answers");
            }
            return new Placement(
                    unit, new StoreName("legacy"), Optional.of(new StoreName("new")), Phase.SYNCED, new Epoch(3), 7);
        }

        @Override
        public Registration register(RouterHello hello) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Renewal renew(RenewalRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void leave(KeyspaceName keyspace, String router) {
            throw new UnsupportedOperationException();
        }
    }
}
