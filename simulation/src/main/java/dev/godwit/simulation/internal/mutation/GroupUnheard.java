package dev.godwit.simulation.internal.mutation;

import dev.godwit.core.FenceChange;
import dev.godwit.core.Fences;
import dev.godwit.core.Store;
import dev.godwit.simulation.internal.Mutation;
import dev.godwit.simulation.internal.ambush.AmbushKind;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who changes the fences of a group does not hear that one of them refused: it goes on as if all had been changed. */
final class GroupUnheard implements Mutation {
    @Override
    public Optional<AmbushKind> shownBy() {
        return Optional.of(AmbushKind.LATE_DEMOTION);
    }

    @Override
    public Store store(Store real) {
        Fences fences = Decoration.of(Fences.class, real.fences(), (method, arguments, port) -> {
            Object answer = port.proceed();
            return method.equals("changeAll")
                    ? ((Collection<?>) Objects.requireNonNull(arguments[0]))
                            .stream()
                                    .map(change -> ((FenceChange) change).unit())
                                    .collect(Collectors.toSet())
                    : answer;
        });
        return Decoration.of(
                Store.class, real, (method, arguments, port) -> method.equals("fences") ? fences : port.proceed());
    }
}
