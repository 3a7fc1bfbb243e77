package dev.godwit.engine.internal.mover;

import dev.godwit.core.CopyCursor;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Incarnation;
import dev.godwit.core.Key;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Role;
import dev.godwit.core.RowShape;
import dev.godwit.core.Store;
import dev.godwit.core.UnitId;
import dev.godwit.engine.spi.UnitRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One mover's work on one unit in one direction: its right to write into the mirror, and what it remembers while it has
 * it. All of the memory may be lost: a new session asks for a new token and verifies the whole unit again. Used by one
 * thread at a time.
 */
public final class MirrorSession {
    private final UnitId unit;
    private final Store home;
    private final Store mirror;
    private final MoverRight right;
    private final Histories histories;
    private final List<RowShape> shapes;
    private final Map<EntityName, Optional<Key>> copying = new LinkedHashMap<>();
    private final Map<EntityName, Set<Key>> unverified = new LinkedHashMap<>();
    private long horizon = MarkBatch.FROM_THE_START;
    private boolean positioned;
    private boolean verified;
    private boolean differencesExpected;
    private boolean begunUnverified;
    private long rowsCopied;
    private long rowsVerified;

    /** The histories that both stores had before the session began: all that it knows is true of them alone. */
    public record Histories(Incarnation home, Incarnation mirror) {}

    /**
     * A session.
     *
     * @param shapes of all entities, parents first, for rows that travel from home to mirror
     */
    public MirrorSession(
            UnitId unit, Store home, Store mirror, MoverRight right, Histories histories, List<RowShape> shapes) {
        this.unit = unit;
        this.home = home;
        this.mirror = mirror;
        this.right = right;
        this.histories = histories;
        this.shapes = List.copyOf(shapes);
    }

    public UnitId unit() {
        return unit;
    }

    public Store home() {
        return home;
    }

    public Store mirror() {
        return mirror;
    }

    public MoverRight right() {
        return right;
    }

    /**
     * Makes sure that nobody else has taken over since the session began.
     *
     * @throws GodwitException with {@link ErrorCode#MOVER_SHUT_OUT} when somebody has
     */
    public void requireRight() {
        boolean valid = mirror.fences()
                .read(unit)
                .filter(fence ->
                        fence.is(Role.MIRROR, right.epoch()) && fence.token().equals(right.token()))
                .isPresent();
        if (!valid) {
            throw new GodwitException(
                    ErrorCode.MOVER_SHUT_OUT, "unit " + unit + ": another worker has taken over in " + mirror.name());
        }
    }

    /** Whether both sessions rely on the same histories of the stores. */
    public boolean reliesOnTheSameAs(MirrorSession other) {
        return histories.equals(other.histories);
    }

    /**
     * Makes sure that no other server has taken home's place, which may lack the last writes and their marks.
     *
     * @throws GodwitException with {@link ErrorCode#STORE_INCARNATION_CHANGED} when one has
     */
    public void requireHistoryOfHome() {
        requireHistory(home, histories.home());
    }

    /**
     * Makes sure that no other server has taken the mirror's place, which may lack rows.
     *
     * @throws GodwitException with {@link ErrorCode#STORE_INCARNATION_CHANGED} when one has
     */
    public void requireHistoryOfMirror() {
        requireHistory(mirror, histories.mirror());
    }

    private static void requireHistory(Store store, Incarnation known) {
        Incarnation now = store.incarnation();
        if (!now.equals(known)) {
            throw new GodwitException(
                    ErrorCode.STORE_INCARNATION_CHANGED,
                    "store " + store.name() + " was promoted or restored: its history is " + now.value() + ", it was "
                            + known.value());
        }
    }

    public List<RowShape> shapes() {
        return shapes;
    }

    /** The shape of an entity, if the unit has rows of it. */
    Optional<RowShape> shape(EntityName entity) {
        return shapes.stream()
                .filter(shape -> shape.entity().name().equals(entity))
                .findFirst();
    }

    /** Whether every row was compared since the session began; drained keys may have become {@link #unverified()}. */
    public boolean verified() {
        return verified;
    }

    public long rowsCopied() {
        return rowsCopied;
    }

    public long rowsVerified() {
        return rowsVerified;
    }

    /** Keys that were written since they were last compared. */
    public int unverified() {
        return unverified.values().stream().mapToInt(Set::size).sum();
    }

    /** A store may have lost commits, so differences are no sign of a fault: they are repaired until all is verified. */
    public void expectDifferences() {
        differencesExpected = true;
        begunUnverified = true;
    }

    /**
     * The record of the unit that this session has compared as a whole. One that began before a store lost commits proves
     * nothing about what that has left.
     */
    public UnitRecord compared(UnitRecord record) {
        return begunUnverified ? record.verified() : record;
    }

    /** The error for keys that belong to another unit in the mirror. */
    public GodwitException ownedByOthers(List<Key> keys) {
        return new GodwitException(
                ErrorCode.KEY_OWNED_BY_OTHER_UNIT,
                "unit " + unit + ": keys " + keys.stream().limit(5).toList() + " belong to another unit in "
                        + mirror.name());
    }

    /** Whether differences are no sign of a fault, see {@link #expectDifferences}. */
    public boolean differencesExpected() {
        return differencesExpected;
    }

    /** Forgets how far marks were read: deletions of marks that were not durable may have been lost. */
    public void readMarksFromTheStart() {
        horizon = MarkBatch.FROM_THE_START;
    }

    /** Where the next read of marks begins. */
    public long horizon() {
        return horizon;
    }

    void advanceHorizon(long newHorizon) {
        horizon = newHorizon;
    }

    void markVerified(long rows) {
        verified = true;
        differencesExpected = false;
        rowsVerified = rows;
    }

    /**
     * Learns from the mirror how far the copy is, once, and again after a write whose outcome is unknown. Until then it is
     * not known which marks a later chunk covers, so nothing may be drained while the unit is copied.
     */
    public void findCopyPosition() {
        if (positioned) {
            return;
        }
        copying.clear();
        rowsCopied = 0;
        Map<EntityName, CopyCursor> cursors = new HashMap<>();
        mirror.rows().cursors(unit).forEach(cursor -> cursors.put(cursor.entity(), cursor));
        for (RowShape shape : shapes) {
            EntityName entity = shape.entity().name();
            Optional<CopyCursor> cursor = Optional.ofNullable(cursors.get(entity));
            cursor.ifPresent(row -> addCopied(row.rows()));
            if (cursor.isEmpty() || !cursor.get().done()) {
                copyingAt(entity, cursor.flatMap(CopyCursor::after));
            }
        }
        positioned = true;
    }

    /** The copy of a unit begins of which the mirror has no cursor. */
    void beginCopy() {
        copying.clear();
        rowsCopied = 0;
        shapes.forEach(shape -> copyingAt(shape.entity().name(), Optional.empty()));
        positioned = true;
    }

    /** A chunk is being written: if nobody hears of its end, only the mirror knows how far the copy is. */
    void positionUnknown() {
        positioned = false;
    }

    void positionKnown() {
        positioned = true;
    }

    void addCopied(long rows) {
        rowsCopied += rows;
    }

    /** While an entity is copied, the last copied key decides which marks can be cleared without a copy. */
    void copyingAt(EntityName entity, Optional<Key> after) {
        copying.put(entity, after);
    }

    void copied(EntityName entity) {
        copying.remove(entity);
    }

    boolean isCopying(EntityName entity) {
        return copying.containsKey(entity);
    }

    Optional<Key> copiedUpTo(EntityName entity) {
        return copying.getOrDefault(entity, Optional.empty());
    }

    void addUnverified(EntityName entity, Collection<Key> keys) {
        if (!keys.isEmpty()) {
            unverified.computeIfAbsent(entity, name -> new LinkedHashSet<>()).addAll(keys);
        }
    }

    Set<Key> unverified(EntityName entity) {
        return unverified.getOrDefault(entity, Set.of());
    }

    /** The whole unit was compared while home took no writes. */
    void allVerified() {
        unverified.clear();
    }

    void verified(EntityName entity, Collection<Key> keys) {
        Set<Key> waiting = unverified.get(entity);
        if (waiting != null) {
            waiting.removeAll(keys);
        }
    }
}
