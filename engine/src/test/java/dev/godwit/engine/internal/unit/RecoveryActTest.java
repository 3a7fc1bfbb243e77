package dev.godwit.engine.internal.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Epoch;
import dev.godwit.core.Fence;
import dev.godwit.core.Heir;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.Token;
import dev.godwit.core.UnitId;
import dev.godwit.engine.spi.Attempt;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The attempt found home at epoch 10 and the mirror at 20. */
class RecoveryActTest {
    private static final StoreName HOME = new StoreName("old");
    private static final Attempt ATTEMPT = new Attempt(new Epoch(10), new Epoch(20));

    @ParameterizedTest(name = "home {0} {1}, mirror {2} {3} heir of {4}: {5}")
    @CsvSource({
        // before the freeze: the attempt must be void first
        "HOME,   10, MIRROR, 20,  0, REOPEN",
        "HOME,   10, MIRROR, 21,  0, GIVE_UP",
        // frozen, sealed
        "FROZEN, 11, MIRROR, 20,  0, THAW",
        "FROZEN, 11, MIRROR, 21, 12, THAW",
        // thawed
        "HOME,   12, MIRROR, 20,  0, GIVE_UP",
        "HOME,   12, MIRROR, 21, 12, REOPEN",
        // step 7 has happened
        "MIRROR, 12, MIRROR, 21, 12, PROMOTE",
        "MIRROR, 12, HOME,   22,  0, FINISH",
        // an heir of something else, and no heir
        "MIRROR, 12, MIRROR, 21,  9, REOPEN",
        "MIRROR, 12, MIRROR, 22,  0, RESTORE",
        "MOVED,  12, MIRROR, 22,  0, IMPOSSIBLE",
    })
    void each_pair_of_fences_has_one_next_act(
            Role homeRole, long homeEpoch, Role mirrorRole, long mirrorEpoch, long heir, RecoveryAct next) {
        assertThat(act(homeRole, homeEpoch, mirrorRole, mirrorEpoch, heir, false))
                .isEqualTo(next);
    }

    @Test
    void what_this_recovery_has_made_void_may_be_given_up() {
        assertThat(act(Role.HOME, 10, Role.MIRROR, 20, 0, true)).isEqualTo(RecoveryAct.GIVE_UP);
    }

    /**
     * {@code ./godwit spec --show blindrestore}: a server with an old record sees a later roll-back. Its old home is the
     * mirror there, and what it takes for the mirror is the frozen home, which a thaw makes home again.
     */
    @Test
    void an_old_record_never_makes_a_second_home_beside_a_frozen_one() {
        assertThat(act(Role.MIRROR, 12, Role.FROZEN, 23, 0, false)).isEqualTo(RecoveryAct.LOOK_AGAIN);
    }

    /** The same on the way back of that roll-back, when both are mirrors: the other server restores the other store. */
    @Test
    void an_old_record_never_restores_the_home_of_another_attempt() {
        assertThat(act(Role.MIRROR, 14, Role.MIRROR, 24, 0, false)).isEqualTo(RecoveryAct.LOOK_AGAIN);
    }

    private static RecoveryAct act(
            Role homeRole, long homeEpoch, Role mirrorRole, long mirrorEpoch, long heir, boolean voided) {
        return RecoveryAct.of(
                ATTEMPT, fence(homeRole, homeEpoch, 0), fence(mirrorRole, mirrorEpoch, heir), HOME, voided);
    }

    private static Fence fence(Role role, long epoch, long heir) {
        return new Fence(
                new UnitId("a"),
                role,
                new Epoch(epoch),
                new Epoch(1),
                Token.NONE,
                heir == 0 ? Optional.empty() : Optional.of(new Heir(HOME, new Epoch(heir))),
                false,
                true);
    }
}
