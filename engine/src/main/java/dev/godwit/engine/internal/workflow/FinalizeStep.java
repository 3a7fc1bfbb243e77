package dev.godwit.engine.internal.workflow;

import dev.godwit.core.Step;
import dev.godwit.core.StepContext;
import dev.godwit.core.UnitId;
import dev.godwit.engine.spi.Goal;
import dev.godwit.engine.spi.Leftover;
import dev.godwit.engine.spi.UnitRecord;
import java.util.List;

/**
 * Accepts the move: units that were born in the source meanwhile join the last wave, then every unit is settled in the
 * target.
 */
public final class FinalizeStep implements Step {
    private final MoveParts parts;
    private final Newcomers newcomers;

    public FinalizeStep(MoveParts parts) {
        this.parts = parts;
        this.newcomers = new Newcomers(parts);
    }

    @Override
    public String name() {
        return "finalize";
    }

    @Override
    public String plan() {
        return "Settle every unit in " + parts.plan().targetsInWords() + "; "
                + parts.plan().sourcesInWords() + " refuses their writes from now on";
    }

    @Override
    public void execute(StepContext context) throws InterruptedException {
        settleAll(context);
    }

    /** Settles every unit in the target, those too that are being born in the source if the plan takes all. */
    void settleAll(StepContext context) throws InterruptedException {
        newcomers.move(context);
        List<UnitId> units = parts.readBoard().stream()
                .filter(record -> record.goal() != Goal.FINALIZED && !staysInSource(record))
                .map(UnitRecord::unit)
                .toList();
        parts.recorder().changeAll(units, record -> record.with(Goal.FINALIZED), "to be finalized");
        UnitsAwait.until(parts, context, record -> true, this::settled, "finalized");
    }

    @Override
    public boolean check(StepContext context) {
        return parts.board().records(record -> !settled(record)).isEmpty();
    }

    @Override
    public Reversal reversal() {
        return new Reversal.PointOfNoReturn(
                "after finalize the data lives in " + parts.plan().targetsInWords());
    }

    private boolean settled(UnitRecord record) {
        return retired(record) || staysInSource(record);
    }

    /** A unit whose move was taken back stays where those do that no wave took. */
    private boolean staysInSource(UnitRecord record) {
        return !parts.plan().takesAll() && record.givenUp();
    }

    private static boolean retired(UnitRecord record) {
        return !record.phase().inFlight() && record.goal() == Goal.FINALIZED && record.leftover() != Leftover.FENCES;
    }
}
