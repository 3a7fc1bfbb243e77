package dev.godwit.engine.internal.mover;

import dev.godwit.core.ApplyResult;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Key;
import dev.godwit.core.ParentLink;
import dev.godwit.core.RowBatch;
import dev.godwit.core.RowShape;
import dev.godwit.core.Rows;
import dev.godwit.core.Rows.CurrentRows;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes rows that are bound by foreign keys. The mirror is not told a transaction of home but rows as they are now, so
 * a row can arrive before its parent, and a parent can go before its children. A refusal by a foreign key is therefore
 * no difference: the rows that it is about are read from home and applied first. That is harmless, for their own marks
 * stay. Stateless.
 */
final class Kin {
    /** Home goes on changing meanwhile: what was brought may be the wrong parent by the time it is needed. */
    private static final int ATTEMPTS = 10;
    /** Ancestors or descendants of one table that may be brought for one refusal; they are written at once. */
    private static final int KEYS_MAX = 100_000;

    private Kin() {}

    /** Makes the mirror equal to home for some keys of an entity, whose rows were read just now. */
    static ApplyResult apply(MirrorSession session, RowShape shape, CurrentRows rows) {
        return apply(session, shape, rows, session.shapes().size());
    }

    /**
     * Brings what rows point to into the mirror.
     *
     * @param refusal what the mirror said when they were written without it
     * @throws GodwitException when they point to nothing that could be brought
     */
    static void bringParents(MirrorSession session, RowShape shape, RowBatch rows, GodwitException refusal) {
        if (!bringParents(session, shape, rows, session.shapes().size())) {
            throw orReferenceBehind(session, shape, refusal);
        }
    }

    /** A refusal that may be about a reference table, whose rows another session brings, passes by itself. */
    static GodwitException orReferenceBehind(MirrorSession session, RowShape shape, GodwitException refusal) {
        return shape.parents().stream()
                .filter(link -> session.shape(link.parent()).isEmpty())
                .findFirst()
                .map(link -> new GodwitException(
                        ErrorCode.REFERENCE_BEHIND,
                        "unit " + session.unit() + ": rows of " + shape.entity().name() + " wait until "
                                + session.mirror().name() + " has the rows of " + link.parent()
                                + " that they point to",
                        refusal))
                .orElse(refusal);
    }

    private static ApplyResult apply(MirrorSession session, RowShape shape, CurrentRows first, int generations) {
        CurrentRows rows = first;
        for (int attempt = 1; ; attempt++) {
            try {
                return session.mirror().rows().apply(session.right(), shape, rows);
            } catch (GodwitException refusal) {
                if (refusal.code() != ErrorCode.ROW_WITHOUT_PARENT) {
                    throw refusal;
                }
                boolean goOn = attempt < ATTEMPTS && generations >= 0;
                boolean up = goOn && bringParents(session, shape, rows.present(), generations);
                boolean down = goOn && bringChildren(session, shape, rows.absentKeys(), generations);
                if (!up && !down) {
                    throw orReferenceBehind(session, shape, refusal);
                }
                rows = session.home().rows().readKeys(shape, session.unit(), rows.keys());
            }
        }
    }

    private static boolean bringParents(MirrorSession session, RowShape shape, RowBatch children, int generations) {
        boolean brought = false;
        for (ParentLink link : children.count() == 0 ? List.<ParentLink>of() : shape.parents()) {
            Optional<RowShape> above = session.shape(link.parent());
            Set<Key> parents =
                    above.isEmpty() ? Set.of() : session.home().rows().parentKeys(shape, link, children);
            if (!parents.isEmpty()) {
                bring(
                        session,
                        above.orElseThrow(),
                        above.equals(Optional.of(shape)) ? withAncestors(session, shape, link, parents) : parents,
                        generations);
                brought = true;
            }
        }
        return brought;
    }

    private static Set<Key> withAncestors(MirrorSession session, RowShape shape, ParentLink link, Set<Key> parents) {
        Rows home = session.home().rows();
        return withKinOfSameTable(
                parents,
                keys -> home.parentKeys(
                        shape, link, home.readKeys(shape, session.unit(), keys).present()));
    }

    private static boolean bringChildren(MirrorSession session, RowShape shape, List<Key> parents, int generations) {
        boolean brought = false;
        for (RowShape child : parents.isEmpty() ? List.<RowShape>of() : session.shapes()) {
            for (ParentLink link : child.parents()) {
                if (link.parent().equals(shape.entity().name())) {
                    Function<Set<Key>, Set<Key>> below =
                            keys -> session.mirror().rows().childKeys(child, link, session.unit(), keys);
                    Set<Key> children = below.apply(Set.copyOf(parents));
                    if (!children.isEmpty()) {
                        bring(
                                session,
                                child,
                                child.equals(shape) ? withKinOfSameTable(children, below) : children,
                                generations);
                        brought = true;
                    }
                }
            }
        }
        return brought;
    }

    /** All of them in one set: rows of one table may point to each other in a circle. */
    private static Set<Key> withKinOfSameTable(Set<Key> nearest, Function<Set<Key>, Set<Key>> next) {
        Set<Key> all = new LinkedHashSet<>(nearest);
        Set<Key> last = nearest;
        while (!last.isEmpty() && all.size() <= KEYS_MAX) {
            Set<Key> further = new LinkedHashSet<>(next.apply(last));
            further.removeIf(key -> !all.add(key));
            last = further;
        }
        return all;
    }

    private static void bring(MirrorSession session, RowShape shape, Set<Key> keys, int generations) {
        if (keys.size() > KEYS_MAX) {
            throw new GodwitException(
                    ErrorCode.ROW_WITHOUT_PARENT,
                    "unit " + session.unit() + ": more than " + KEYS_MAX + " rows of "
                            + shape.entity().name() + " have to be written at once, for they point to each other");
        }
        CurrentRows rows = session.home().rows().readKeys(shape, session.unit(), keys);
        List<Key> foreign = apply(session, shape, rows, generations - 1).foreign();
        if (!foreign.isEmpty()) {
            throw session.ownedByOthers(foreign);
        }
        session.addUnverified(shape.entity().name(), keys);
    }
}
