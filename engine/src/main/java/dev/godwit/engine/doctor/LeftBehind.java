package dev.godwit.engine.doctor;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Fence;
import dev.godwit.core.MarkBacklog;
import dev.godwit.core.Plan;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.UnitId;
import dev.godwit.engine.spi.Leftover;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something in a store that a migration has left, and what removes it.
 *
 * @param what it is, as in {@code objects of Godwit}
 * @param count how many; of rows an estimate
 * @param why it is still there
 * @param command what removes it, with PLAN for the plan's file; words where no command does
 */
public record LeftBehind(String store, String what, long count, String why, String command) {
    /** All of it that the stores show. */
    static List<LeftBehind> in(Examination examination) {
        List<LeftBehind> left = new ArrayList<>();
        String removal = "godwit remove PLAN --confirm " + examination.plan().migration();
        for (Examined store : examination.stores()) {
            String name = store.facts().store().value();
            long marks = marks(store);
            if (marks > 0) {
                left.add(new LeftBehind(name, "marks", marks, "they are of units that are not in flight", removal));
            }
            int objects = store.artefacts().present().size();
            if (!examination.explained() && objects > 0 && !store.inFlight()) {
                left.add(new LeftBehind(
                        name, "objects of Godwit", objects, "they are installed and no unit is in flight", removal));
            }
            if (store.defaultFence().isPresent() && !store.isHomeOfSome() && !store.inFlight()) {
                rows(examination, store, left);
            }
        }
        return left;
    }

    /** Rows of units that were accepted for good, which the control store knows. */
    static List<LeftBehind> kept(Plan plan, List<UnitRecord> units) {
        List<UnitRecord> kept =
                units.stream().filter(unit -> unit.leftover() == Leftover.ROWS).toList();
        if (kept.isEmpty()) {
            return List.of();
        }
        Instant over = kept.stream()
                .flatMap(unit -> unit.settledMillis().stream())
                .map(Instant::ofEpochMilli)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH)
                .plus(plan.retention())
                .truncatedTo(ChronoUnit.SECONDS);
        return List.of(new LeftBehind(
                plan.sourcesInWords(),
                "rows",
                kept.stream().mapToLong(unit -> unit.work().rowsCopied()).sum(),
                "they are of " + kept.size() + " units that were finalized, and stay for the retention until " + over,
                "godwit run PLAN, after " + over));
    }

    Problem problem() {
        return Problem.warning(ErrorCode.LEFTOVERS, "store " + store, count + " " + what + ": " + why);
    }

    private static long marks(Examined store) {
        Set<UnitId> moving =
                store.fences().stream().filter(Fence::inFlight).map(Fence::unit).collect(Collectors.toSet());
        return store.marks().stream()
                .filter(backlog -> !moving.contains(backlog.unit()))
                .mapToLong(MarkBacklog::count)
                .sum();
    }

    private static void rows(Examination examination, Examined store, List<LeftBehind> left) {
        for (TableFacts table : store.facts().tables().values()) {
            if (table.sampleUnit().isPresent()) {
                left.add(new LeftBehind(
                        store.facts().store().value(),
                        "rows of table " + table.name(),
                        table.estimatedRows(),
                        "this store is the home of none",
                        examination.explained() ? "godwit run PLAN" : "delete from " + table.name()));
            }
        }
    }
}
