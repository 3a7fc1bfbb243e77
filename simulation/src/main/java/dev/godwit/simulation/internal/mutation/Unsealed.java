package dev.godwit.simulation.internal.mutation;

import dev.godwit.core.Fence;
import dev.godwit.core.FenceChange;
import dev.godwit.core.Fences;
import dev.godwit.core.Store;
import dev.godwit.simulation.internal.Mutation;
import dev.godwit.simulation.internal.ambush.AmbushKind;
import dev.godwit.testkit.StoreLaws;
import dev.godwit.testkit.StoreLaws.FenceRules;
import dev.godwit.testkit.StoreLaws.TokenRequest.Purpose;
import dev.godwit.testkit.Stored.FenceRow;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A mover gets a token after step 6. */
final class Unsealed implements Mutation {
    @Override
    public Optional<AmbushKind> shownBy() {
        return Optional.of(AmbushKind.OLD_LEADER);
    }

    @Override
    public StoreLaws laws(StoreLaws real) {
        return real.with(new FenceRules() {
            @Override
            public Optional<FenceRow> change(FenceRow row, FenceChange change, boolean marksExist, long nowNanos) {
                return real.fences().change(row, change, marksExist, nowNanos);
            }

            @Override
            public Optional<FenceRow> giveToken(FenceRow row, StoreLaws.TokenRequest request) {
                return request.purpose() == Purpose.MIRROR && row.heir().isPresent()
                        ? Optional.of(row.with(request.token()))
                        : real.fences().giveToken(row, request);
            }
        });
    }

    /** Who opens a mover session does not look for an heir either; who recovers a change of home does. */
    @Override
    public Store store(Store real) {
        Fences fences = Decoration.of(Fences.class, real.fences(), (method, arguments, port) -> {
            Object answer = port.proceed();
            return method.equals("read") && askedBySessionBook() ? withoutHeir(answer) : answer;
        });
        return Decoration.of(
                Store.class, real, (method, arguments, port) -> method.equals("fences") ? fences : port.proceed());
    }

    private static boolean askedBySessionBook() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().endsWith(".SessionBook")));
    }

    private static Optional<Fence> withoutHeir(@Nullable Object answer) {
        return ((Optional<?>) Objects.requireNonNull(answer))
                .map(Fence.class::cast)
                .map(fence -> new Fence(
                        fence.unit(),
                        fence.role(),
                        fence.epoch(),
                        fence.homeSince(),
                        fence.token(),
                        Optional.empty(),
                        fence.expired(),
                        fence.inFlight()));
    }
}
