package dev.godwit.simulation.internal.mutation;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.testkit.MemoryConnection;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a store says of itself, as a mutation lets a router see it. */
final class Standings {
    private Standings() {}

    static ApplicationStore<MemoryConnection> seenAs(
            ApplicationStore<MemoryConnection> real, UnaryOperator<Standing> view) {
        return cast(Decoration.of(ApplicationStore.class, real, (method, arguments, port) -> switch (method) {
            case "standing" -> view.apply((Standing) Objects.requireNonNull(port.proceed()));
            case "begin" -> session((Session<?>) Objects.requireNonNull(port.proceed()), view);
            default -> port.proceed();
        }));
    }

    private static Object session(Session<?> real, UnaryOperator<Standing> view) {
        return Decoration.of(Session.class, real, (method, arguments, port) -> switch (method) {
            case "standing" -> view.apply((Standing) Objects.requireNonNull(port.proceed()));
            case "commitThenLook" -> each(port.proceed(), view);
            default -> port.proceed();
        });
    }

    private static List<Standing> each(@Nullable Object standings, UnaryOperator<Standing> view) {
        return ((List<?>) Objects.requireNonNull(standings))
                .stream().map(Standing.class::cast).map(view).toList();
    }

    @SuppressWarnings("unchecked") // the decorated store is of the same kind as the real one
    private static ApplicationStore<MemoryConnection> cast(ApplicationStore<?> store) {
        return (ApplicationStore<MemoryConnection>) store;
    }
}
