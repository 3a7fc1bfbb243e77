package dev.godwit.testkit.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Refusal;
import java.util.Optional;
import org.junit.jupiter.api.function.ThrowingSupplier;

/** Says what a store has answered. */
final class Refusals {
    private Refusals() {}

    /** What the work died of, if it did. */
    static Optional<Throwable> failureOf(Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    /** Asserts that the application is refused in one of these ways. */
    static void assertRefused(TestStore store, Runnable work, Refusal... allowed) {
        assertRefused(store, failureOf(work), allowed);
    }

    static void assertRefused(TestStore store, Optional<Throwable> failure, Refusal... allowed) {
        assertThat(failure).as("it should have been refused").isPresent();
        assertThat(store.application().refusal(failure.get()))
                .as("refusal in %s", failure.get())
                .get()
                .isIn((Object[]) allowed);
    }

    /** Asserts that the control plane gets this error. */
    static void assertFails(ErrorCode code, ThrowingSupplier<?> work) {
        try {
            Object result = work.get();
            throw new AssertionError("no error " + code + " but " + result);
        } catch (GodwitException e) {
            assertThat(e.code()).as(e.toString()).isEqualTo(code);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
