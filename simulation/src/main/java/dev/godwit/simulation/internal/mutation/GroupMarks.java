package dev.godwit.simulation.internal.mutation;

import dev.godwit.core.FenceChange;
import dev.godwit.core.FenceChange.Demote;
import dev.godwit.core.Fences;
import dev.godwit.core.Marks;
import dev.godwit.core.Store;
import dev.godwit.core.UnitId;
import dev.godwit.simulation.internal.Mutation;
import dev.godwit.simulation.internal.ambush.AmbushKind;
import dev.godwit.testkit.StoreLaws;
import dev.godwit.testkit.StoreLaws.FenceRules;
import dev.godwit.testkit.Stored.FenceRow;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A group is handed over without a look at the marks of its units. */
final class GroupMarks implements Mutation {
    private final Set<UnitId> overlooked = new HashSet<>();

    @Override
    public Optional<AmbushKind> shownBy() {
        return Optional.of(AmbushKind.LATE_DEMOTION);
    }

    @Override
    public StoreLaws laws(StoreLaws real) {
        return real.with(new FenceRules() {
            @Override
            public Optional<FenceRow> change(FenceRow row, FenceChange change, boolean marksExist, long nowNanos) {
                boolean looked = !(change instanceof Demote) || !overlooked.remove(change.unit());
                return real.fences().change(row, change, marksExist && looked, nowNanos);
            }

            @Override
            public Optional<FenceRow> giveToken(FenceRow row, StoreLaws.TokenRequest request) {
                return real.fences().giveToken(row, request);
            }
        });
    }

    @Override
    public Store store(Store real) {
        Marks marks = Decoration.of(
                Marks.class,
                real.marks(),
                (method, arguments, port) -> method.equals("existing") ? Set.of() : port.proceed());
        Fences fences = Decoration.of(Fences.class, real.fences(), (method, arguments, port) -> {
            if (method.equals("changeAll")) {
                ((Collection<?>) Objects.requireNonNull(arguments[0]))
                        .stream()
                                .filter(Demote.class::isInstance)
                                .map(change -> ((FenceChange) change).unit())
                                .forEach(overlooked::add);
            }
            return port.proceed();
        });
        return Decoration.of(Store.class, real, (method, arguments, port) -> switch (method) {
            case "fences" -> fences;
            case "marks" -> marks;
            default -> port.proceed();
        });
    }
}
