package dev.godwit.simulation.internal;

import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.FenceChange;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Role;
import dev.godwit.core.StoreRefusedException;
import dev.godwit.testkit.StoreLaws;
import dev.godwit.testkit.StoreLaws.FenceRules;
import dev.godwit.testkit.StoreLaws.MoverGate;
import dev.godwit.testkit.StoreLaws.TokenRequest;
import dev.godwit.testkit.StoreLaws.WriterGate;
import dev.godwit.testkit.Stored.FenceRow;
import java.util.Optional;

/** Notes what the stores refuse and allow, and changes nothing. */
final class ObservedLaws {
    private ObservedLaws() {}

    static StoreLaws of(StoreLaws laws, Coverage coverage) {
        return laws.with(writers(laws.writers(), coverage))
                .with(movers(laws.movers(), coverage))
                .with(fences(laws.fences(), coverage));
    }

    private static WriterGate writers(WriterGate real, Coverage coverage) {
        return (transaction, laws, unit) -> {
            try {
                boolean marks = real.judge(transaction, laws, unit);
                boolean frozen = transaction
                        .fence(unit)
                        .filter(fence -> fence.role() == Role.FROZEN)
                        .isPresent();
                coverage.reached(Milestone.EXPIRED_FREEZE_WRITTEN, frozen ? 1 : 0);
                return marks;
            } catch (StoreRefusedException e) {
                switch (e.refusal()) {
                    case FROZEN -> coverage.reached(Milestone.WRITE_REFUSED_FROZEN);
                    case MOVED -> coverage.reached(Milestone.WRITE_REFUSED_MOVED);
                    case CONFLICT -> coverage.reached(Milestone.WRITE_REFUSED_CONFLICT);
                    case UNFENCED -> {
                        // The store that has nothing installed takes everything.
                    }
                }
                throw e;
            }
        };
    }

    private static MoverGate movers(MoverGate real, Coverage coverage) {
        return (transaction, laws, right, removal) -> {
            try {
                real.enter(transaction, laws, right, removal);
            } catch (GodwitException e) {
                coverage.reached(Milestone.MOVER_SHUT_OUT, e.code() == ErrorCode.MOVER_SHUT_OUT ? 1 : 0);
                throw e;
            }
        };
    }

    private static FenceRules fences(FenceRules real, Coverage coverage) {
        return new FenceRules() {
            @Override
            public Optional<FenceRow> change(FenceRow row, FenceChange change, boolean marksExist, long nowNanos) {
                Optional<FenceRow> next = real.change(row, change, marksExist, nowNanos);
                if (next.isPresent()) {
                    changed(change, coverage);
                } else {
                    boolean marked = marksExist && change instanceof FenceChange.Demote && isExpected(row, change);
                    coverage.reached(marked ? Milestone.DEMOTION_REFUSED : Milestone.FENCE_CHANGE_REFUSED);
                }
                return next;
            }

            @Override
            public Optional<FenceRow> giveToken(FenceRow row, TokenRequest request) {
                return real.giveToken(row, request);
            }
        };
    }

    private static void changed(FenceChange change, Coverage coverage) {
        switch (change) {
            case FenceChange.Thaw ignored -> coverage.reached(Milestone.THAWED);
            case FenceChange.Reopen ignored -> coverage.reached(Milestone.REOPENED);
            case FenceChange.Restore ignored -> coverage.reached(Milestone.RESTORED);
            case FenceChange.Promote ignored -> coverage.reached(Milestone.HOME_CHANGED);
            case FenceChange.Freeze ignored -> {}
            case FenceChange.Seal ignored -> {}
            case FenceChange.Demote ignored -> {}
            case FenceChange.Retire ignored -> {}
            case FenceChange.Settle ignored -> {}
        }
    }

    private static boolean isExpected(FenceRow row, FenceChange change) {
        Epoch epoch = row.epoch();
        return row.role() == change.expectedRole() && epoch.equals(change.expectedEpoch());
    }
}
