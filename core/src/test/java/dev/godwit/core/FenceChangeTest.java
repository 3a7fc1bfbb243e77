package dev.godwit.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FenceChangeTest {
    private static final UnitId UNIT = UnitId.of("a1");
    private static final Epoch EPOCH = new Epoch(7);
    private static final Heir HEIR = new Heir(new StoreName("legacy"), new Epoch(9));

    private static final List<FenceChange> ALL = List.of(
            new FenceChange.Freeze(UNIT, EPOCH, Duration.ofMillis(250)),
            new FenceChange.Thaw(UNIT, EPOCH),
            new FenceChange.Seal(UNIT, EPOCH, HEIR),
            new FenceChange.Demote(UNIT, EPOCH),
            new FenceChange.Promote(UNIT, EPOCH, HEIR),
            new FenceChange.Reopen(UNIT, EPOCH),
            new FenceChange.Restore(UNIT, EPOCH),
            new FenceChange.Retire(UNIT, EPOCH),
            new FenceChange.Settle(UNIT, EPOCH));

    @Test
    void everyChangeIsListedHereAndTakesTheNextEpoch() {
        assertThat(ALL).hasSize(FenceChange.class.getPermittedSubclasses().length);
        assertThat(ALL).allSatisfy(change -> assertThat(change.newEpoch()).isEqualTo(new Epoch(8)));
    }

    @Test
    void whateverTakesTheMirrorFromAMoverNeedsTheExclusiveLock() {
        for (FenceChange change : ALL) {
            boolean takesMirror = change.expectedRole() == Role.MIRROR && !(change instanceof FenceChange.Promote);
            boolean takesHome = change instanceof FenceChange.Demote;
            assertThat(change.needsExclusiveLock()).as(change.toString()).isEqualTo(takesMirror || takesHome);
        }
    }
}
