package dev.godwit.spring.internal;

import dev.godwit.router.TransactionWatch;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.core.Ordered;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.transaction.interceptor.TransactionAttributeSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs an outermost transactional method again when a transaction in it was refused because its unit changes its home,
 * and nothing was committed by it. Waits a little longer before each repetition. Thread-safe.
 */
final class RepeatAdvisor extends StaticMethodMatcherPointcutAdvisor implements MethodInterceptor {
    static final int ORDER = Ordered.LOWEST_PRECEDENCE - 100;
    private static final Duration FIRST_DELAY = Duration.ofMillis(5);
    private static final Duration LONGEST_DELAY = Duration.ofMillis(200);
    private static final long serialVersionUID = 1L;

    private final transient TransactionAttributeSource transactions;
    private final transient IntSupplier mostRepeats;
    private final transient LongAdder repeats = new LongAdder();
    private transient volatile @Nullable RetryTemplate template;

    RepeatAdvisor(TransactionAttributeSource transactions, IntSupplier mostRepeats) {
        this.transactions = transactions;
        this.mostRepeats = mostRepeats;
        setAdvice(this);
        setOrder(ORDER);
        setClassFilter(transactions::isCandidateClass);
    }

    /** How often a method was run again. */
    long repeats() {
        return repeats.sum();
    }

    @Override
    public boolean matches(Method method, Class<?> type) {
        return transactions.hasTransactionAttribute(method, type);
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        // Inside a transaction only the whole can be repeated.
        if (TransactionSynchronizationManager.isActualTransactionActive()
                || !(invocation instanceof ProxyMethodInvocation repeatable)) {
            return invocation.proceed();
        }
        try {
            AtomicInteger attempts = new AtomicInteger();
            return template().execute(() -> {
                if (attempts.getAndIncrement() > 0) {
                    repeats.increment();
                }
                return attempt(repeatable.invocableClone());
            });
        } catch (RetryException e) {
            throw e.getCause() instanceof RefusedAttempt refused ? refused.reason : e.getCause();
        }
    }

    private @Nullable Object attempt(MethodInvocation invocation) throws Throwable {
        try (TransactionWatch watch = TransactionWatch.open()) {
            try {
                return invocation.proceed();
            } catch (Throwable e) {
                throw watch.mayRepeat() ? new RefusedAttempt(e) : e;
            }
        }
    }

    /** The properties are asked for late, for advisors are made before them. */
    private RetryTemplate template() {
        RetryTemplate known = template;
        if (known == null) {
            known = new RetryTemplate(RetryPolicy.builder()
                    .maxRetries(mostRepeats.getAsInt())
                    .delay(FIRST_DELAY)
                    .multiplier(2)
                    .jitter(FIRST_DELAY)
                    .maxDelay(LONGEST_DELAY)
                    .predicate(RefusedAttempt.class::isInstance)
                    .build());
            template = known;
        }
        return known;
    }

    /** An attempt that may be repeated, whatever has come out of it. */
    private static final class RefusedAttempt extends Exception {
        private static final long serialVersionUID = 1L;

        private final Throwable reason;

        RefusedAttempt(Throwable reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
