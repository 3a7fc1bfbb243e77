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
        assertFails("it", code, work);
    }

    /** As {@link #assertFails(ErrorCode, ThrowingSupplier)}, with a name for the work. */
    static void assertFails(String name, ErrorCode code, ThrowingSupplier<?> work) {
        Object result;
        try {
            result = answer(work);
        } catch (GodwitException e) {
            assertThat(e.code()).as("%s: %s", name, e).isEqualTo(code);
            return;
        }
        throw new AssertionError(name + " should have failed with " + code + ", but the answer is " + result);
    }

    static Object answer(ThrowingSupplier<?> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
