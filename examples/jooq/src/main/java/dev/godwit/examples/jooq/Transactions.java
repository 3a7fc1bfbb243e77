package dev.godwit.examples.jooq;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.godwit.core.UnitId;
import dev.godwit.router.RoutedDataSource;
import dev.godwit.router.TransactionWatch;
import dev.godwit.router.Units;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Transactions of jOOQ, each about one unit; those that are refused because it changes its home run again. Thread-safe. */
final class Transactions {
    private static final RetryPolicy<Object> REPEAT = RetryPolicy.builder()
            .handle(RefusedException.class)
            .withMaxRetries(8)
            .withBackoff(5, 200, ChronoUnit.MILLIS)
            .withJitter(0.25)
            .build();

    private final DSLContext writing;
    private final DSLContext reading;

    Transactions(RoutedDataSource source) {
        this.writing = DSL.using(source, SQLDialect.POSTGRES);
        this.reading = DSL.using(source.readOnly(), SQLDialect.POSTGRES);
    }

    <T> T read(String unit, Function<DSLContext, T> work) {
        return repeating(unit, reading, work);
    }

    <T> T write(String unit, Function<DSLContext, T> work) {
        return repeating(unit, writing, work);
    }

    private static <T> T repeating(String unit, DSLContext context, Function<DSLContext, T> work) {
        try {
            return Failsafe.with(REPEAT).get(() -> Units.call(UnitId.of(unit), () -> once(context, work)));
        } catch (FailsafeException e) {
            throw e.getCause() instanceof RefusedException refused ? refused.reason : e;
        } catch (RefusedException e) {
            throw e.reason;
        }
    }

    private static <T> T once(DSLContext context, Function<DSLContext, T> work) {
        try (TransactionWatch watch = TransactionWatch.open()) {
            try {
                return context.transactionResult(transaction -> work.apply(transaction.dsl()));
            } catch (RuntimeException e) {
                throw watch.mayRepeat() ? new RefusedException(e) : e;
            }
        }
    }

    /** An attempt that may be repeated. */
    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final RuntimeException reason;

        RefusedException(RuntimeException reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
