package dev.godwit.engine.internal.unit;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Flags;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MarkBacklog;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Phase;
import dev.godwit.core.Side;
import dev.godwit.core.UnitId;
import dev.godwit.engine.internal.unit.MirrorKeeper.Backlog;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.MigrationRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notices that more waits to be mirrored than the limits allow (protocol, section 7, bounds). Before the cutover the
 * copy pauses, so that the mover only catches up, and the migration asks for attention until the backlog has shrunk. In
 * probation it names the units whose way back is too far behind. Thread-safe; one looks, all may ask.
 */
public final class BacklogWatch {
    private static final String PREFIX = ErrorCode.MARKS_BACKLOG.name();

    private final MigrationName migration;
    private final ControlStore control;
    private final UnitBoard board;
    private final BacklogLimits limits;
    private final Map<UnitId, String> behind = new ConcurrentHashMap<>();
    private volatile Optional<String> copyHeld = Optional.empty();
    private volatile boolean firstLook = true;

    public BacklogWatch(MigrationName migration, ControlStore control, UnitBoard board, BacklogLimits limits) {
        this.migration = migration;
        this.control = control;
        this.board = board;
        this.limits = limits;
    }

    /** Why nothing is copied at the moment, with the comparison that tripped it. */
    public Optional<String> copyHeld() {
        return copyHeld;
    }

    /** Why the unit's way back is too far behind, if it is. */
    Optional<String> behind(UnitId unit) {
        return Optional.ofNullable(behind.get(unit));
    }

    /** What waits in the store of that side, as it is now. */
    void seen(Side side, Collection<MarkBacklog> waiting) {
        switch (side) {
            case SOURCE -> beforeCutover(sum(marksOf(waiting, side)));
            case TARGET -> inProbation(marksOf(waiting, side));
        }
    }

    private List<MarkBacklog> marksOf(Collection<MarkBacklog> waiting, Side home) {
        return waiting.stream()
                .filter(backlog -> board.record(backlog.unit())
                        .filter(record -> record.state().home() == home)
                        .filter(record ->
                                home == Side.SOURCE ? record.phase().mirrors() : record.phase() == Phase.PROBATION)
                        .isPresent())
                .toList();
    }

    private void beforeCutover(Backlog backlog) {
        Optional<String> exceeded = limits.exceededBy(backlog);
        if (exceeded.isPresent()) {
            if (copyHeld.isEmpty()) {
                GodwitException reason =
                        new GodwitException(ErrorCode.MARKS_BACKLOG, "the copy pauses: " + exceeded.get());
                ask(Optional.of(reason.describe()), "ATTENTION: " + reason.describe());
            }
            copyHeld = exceeded;
        } else if (copyHeld.isPresent() ? limits.calm(backlog) : firstLook) {
            copyHeld = Optional.empty();
            if (asked()) {
                ask(Optional.empty(), "the backlog of marks has shrunk: the copy goes on");
            }
        }
        firstLook = false;
    }

    /** Whether the migration asks for attention because of marks; a server before this one may have begun it. */
    private boolean asked() {
        return attention().filter(text -> text.startsWith(PREFIX)).isPresent();
    }

    private void ask(Optional<String> reason, String journal) {
        if (attention().filter(text -> !text.startsWith(PREFIX)).isEmpty()) {
            control.update(
                    migration, record -> record.with(new Flags(record.flags().paused(), reason)), journal);
        }
        board.changed().raise();
    }

    private Optional<String> attention() {
        return control.migration(migration).map(MigrationRecord::flags).flatMap(Flags::attention);
    }

    /** The units that have marks when there are too many in all, or those whose own marks are too old. */
    private void inProbation(List<MarkBacklog> waiting) {
        Optional<String> tooMany = limits.exceededBy(new Backlog(sum(waiting).marks(), Backlog.NONE.lagMillis()));
        behind.keySet()
                .removeIf(unit ->
                        waiting.stream().noneMatch(backlog -> backlog.unit().equals(unit)));
        for (MarkBacklog backlog : waiting) {
            Optional<String> reason = tooMany.or(() -> limits.exceededBy(sum(List.of(backlog))));
            reason.ifPresentOrElse(text -> behind.put(backlog.unit(), text), () -> behind.remove(backlog.unit()));
        }
    }

    private static Backlog sum(Collection<MarkBacklog> waiting) {
        return new Backlog(
                waiting.stream().mapToLong(MarkBacklog::count).sum(),
                waiting.stream()
                        .mapToLong(backlog -> backlog.oldest().toMillis())
                        .max()
                        .orElse(0));
    }
}
