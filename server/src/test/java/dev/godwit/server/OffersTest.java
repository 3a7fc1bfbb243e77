package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.server.internal.page.Offer;
import dev.godwit.server.internal.page.Offers;
import java.util.List;
import org.junit.jupiter.api.Test;

class OffersTest {
    @Test
    void what_bounds_the_removal_of_old_rows_can_be_taken_back_and_at_the_end_nothing_is_offered() {
        assertThat(offered("retention")).containsExactly(CommandKind.THROTTLE);
        assertThat(offered("finalize")).isEmpty();
        assertThat(offered("done")).isEmpty();
        assertThat(offered("wave first")).contains(CommandKind.THROTTLE, CommandKind.ABORT);
        assertThat(offered("probation")).doesNotContain(CommandKind.THROTTLE);
    }

    private static List<CommandKind> offered(String stage) {
        return Offers.of(FakeMigrationControl.status(stage, List.of())).stream()
                .map(Offer::kind)
                .toList();
    }
}
